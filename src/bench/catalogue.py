#!/usr/bin/python3
"""Prints a catalogue whose services answer after a delay: catalogue.py COUNT MILLIS|FROM-TO [hang]

COUNT services of the latency server (src/test/servers, port 8733), each of its own endpoint, so that none can share a request;
with "hang" one more that never answers. One group, one collection, both with the key bench.
"""
import json
import sys

count, millis = int(sys.argv[1]), sys.argv[2]
delay = "jitter/" + millis.replace("-", "/") if "-" in millis else "sleep/" + millis
services = [
    {"key": f"s{i}", "name": f"Service {i}", "query_type": "WMS", "url": f"http://127.0.0.1:8733/{delay}/s{i}",
     "layer_typename": f"s{i}", "layer_name": "value", "service_version": "1.3.0", "srid": 4326, "internal": True}
    for i in range(count)
]
if "hang" in sys.argv:
    services.append(dict(services[0], key="hanging", name="Hanging", url="http://127.0.0.1:8734/hang"))
keys = [service["key"] for service in services]
json.dump({
    "service": services,
    "group": [{"key": "bench", "name": "Bench", "service_keys": keys}],
    "collection": [{"key": "bench", "name": "Bench", "group_keys": ["bench"]}],
}, sys.stdout, indent=1)
