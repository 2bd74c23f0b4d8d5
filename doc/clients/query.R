# Asks a GeoContext server about a point with R; needs jsonlite (tried with R 4.2 and jsonlite 1.8).
# Usage: Rscript query.R [SERVER [COLLECTION [LON LAT]]]     SERVER: http://127.0.0.1:8085 or https://host/geoserver
library(jsonlite)

# The rows of an answer as a data frame: one at least for each service, whatever became of it.
geocontext_query <- function(server, collection, lon, lat) {
  inputs <- sprintf("point=POINT(%s %s)@mimetype=application/wkt;collection=%s;geometry=NONE", lon, lat, collection)
  url <- paste0(
    server, "/ows?service=WPS&version=1.0.0&request=Execute&identifier=geocontext:Query",
    "&rawdataoutput=result=@mimetype=application/json",
    "&datainputs=", URLencode(inputs, reserved = TRUE)
  )
  fromJSON(url)$features$properties
}

given <- commandArgs(trailingOnly = TRUE)
arguments <- replace(c("http://127.0.0.1:8085", "demo", "31.3963", "-24.4561"), seq_along(given), given)

rows <- do.call(geocontext_query, as.list(arguments))
write.table(rows[c("service", "value", "number", "unit", "status")], sep = "\t", quote = FALSE, row.names = FALSE, na = "")
