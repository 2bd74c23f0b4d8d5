#!/usr/bin/python3
"""What the same requests cost without GeoContext: peers.py sequential|aiohttp COUNT MILLIS [ROUNDS [LIMIT]]

sequential: a loop with requests. aiohttp: one session, all at once, LIMIT of them in
flight (0, the default: no limit). Prints a line a round and the median.
"""
import asyncio
import statistics
import sys
import time

name, count, millis = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 1
limit = int(sys.argv[5]) if len(sys.argv) > 5 else 0
urls = [f"http://127.0.0.1:8733/sleep/{millis}/s{i}" for i in range(count)]


def sequential():
    import requests
    with requests.Session() as session:
        for url in urls:
            session.get(url).json()


async def at_once():
    import aiohttp
    timeout = aiohttp.ClientTimeout(total=None)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=limit), timeout=timeout) as session:
        async def one(url):
            async with session.get(url) as reply:
                return await reply.json(content_type=None)

        for _ in range(rounds):
            start = time.perf_counter()
            await asyncio.gather(*map(one, urls))
            report(time.perf_counter() - start)


walls = []


def report(wall):
    walls.append(wall)
    print(f"{name} n={count} latency_ms={millis} round={len(walls)} wall_s={wall:.3f}", flush=True)


if name == "aiohttp":
    asyncio.run(at_once())
else:
    for _ in range(rounds):
        start = time.perf_counter()
        sequential()
        report(time.perf_counter() - start)
print(f"{name} n={count} latency_ms={millis} median_wall_s={statistics.median(walls):.3f}")
