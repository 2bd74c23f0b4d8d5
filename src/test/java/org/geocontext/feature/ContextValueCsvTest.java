package org.geocontext.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.geocontext.geo.Crs;
import org.geocontext.query.QueryResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextValueCsvTest {

    private static String csv(QueryResult result) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ContextValueCsv.write(result, bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aHeaderAndALineForEachRow() throws IOException {
        assertThat(csv(Results.withGeometries(Crs.WGS84, "POINT (31.3963 -24.4561)")))
                .isEqualTo(
                        "geom,collection,group,service,name,property,value,number,unit,source_type,source,provenance,"
                                + "licence,status,reason,message,distance_m,cached,age_s,elapsed_ms,fetched_at\r\n"
                                + "POINT (31.3963 -24.4561),demo,,height,\"Height, \"\"above\"\" sea\",VALUE,441.50,441.5,m,WMS,"
                                + "http://example.org/wms?a=1&b=2,,,value,,,0.0,false,,12,2026-11-20T10:00:00.123Z\r\n");
    }

    @Test
    void aGeometryIsWktAsItIs() throws IOException {
        assertThat(csv(Results.withGeometries(Crs.WGS84, "POLYGON ((0 0, 0 1, 1 1, 0 0))")))
                .contains("\r\n\"POLYGON ((0 0, 0 1, 1 1, 0 0))\",demo");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a,b|\"a,b\"",
                "say \"so\"|\"say \"\"so\"\"\"",
                "`two\nlines`|`\"two\nlines\"`",
                "=1+1|=1+1",
                "ä 𝄞|ä 𝄞",
                "``|\"\"",
            })
    void aTextIsQuotedWhereItHasTo(String value, String field) throws IOException {
        assertThat(csv(Results.withValue(value))).contains(",VALUE," + field + ",441.5,");
    }

    @Test
    void noRows_isAHeader() throws IOException {
        assertThat(csv(Results.withGeometries(Crs.WGS84))).hasLineCount(1);
    }
}
