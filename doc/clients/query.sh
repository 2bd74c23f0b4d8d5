#!/bin/bash
# Asks a GeoContext server about a point with curl.
# Usage: query.sh [SERVER [COLLECTION [LON LAT]]]     SERVER: http://127.0.0.1:8085 or https://host/geoserver
set -euo pipefail
server=${1:-http://127.0.0.1:8085}
collection=${2:-demo}
lon=${3:-31.3963}
lat=${4:--24.4561}

# One row for each service. As raw output the reply is the table itself; a mistake is an ExceptionReport.
curl -sS -G "$server/ows" \
  -d service=WPS -d version=1.0.0 -d request=Execute -d identifier=geocontext:Query \
  -d rawdataoutput=result=@mimetype=text/csv \
  --data-urlencode "datainputs=point=POINT($lon $lat)@mimetype=application/wkt;collection=$collection;geometry=NONE"
