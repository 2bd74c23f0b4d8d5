#!/usr/bin/python3
"""WPS Executes of the collection "bench" at /ows: executes.py BASE_URL CONCURRENT ROUNDS

Sends CONCURRENT Executes at once, ROUNDS times, with one aiohttp session, nothing from the cache; prints a line a round with the wall time of the whole
round and how many rows had a value, and the median.
"""
import asyncio
import statistics
import sys
import time

import aiohttp

base, concurrent, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
url = (base + "?service=WPS&version=1.0.0&request=Execute&identifier=geocontext:Query"
       "&datainputs=point%3DPOINT(26.2%20-29.1)%40mimeType%3Dapplication%2Fwkt%3Bcollection%3Dbench%3Brefresh%3Dtrue"
       "&RawDataOutput=result%40mimeType%3Dapplication%2Fjson")


async def main():
    walls = []
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        async def one():
            async with session.get(url) as reply:
                body = await reply.json(content_type=None)
                return sum(feature["properties"]["status"] == "value" for feature in body["features"])

        for _ in range(rounds):
            start = time.perf_counter()
            values = sum(await asyncio.gather(*(one() for _ in range(concurrent))))
            walls.append(time.perf_counter() - start)
            print(f"execute concurrent={concurrent} round={len(walls)} wall_s={walls[-1]:.3f} values={values}", flush=True)
    print(f"execute concurrent={concurrent} median_wall_s={statistics.median(walls):.3f}")


asyncio.run(main())
