package org.geocontext.standalone.table;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.locationtech.jts.io.WKBWriter;
import org.sqlite.JDBC;

/** What reading and writing a GeoPackage (OGC 12-128r18) have in common. */
final class GeoPackage {

    /** Version and flags come between the magic and the SRS. */
    private static final int PLAIN_HEADER = 8;

    private static final byte LITTLE_ENDIAN_WITHOUT_ENVELOPE = 1;
    private static final int[] ENVELOPE_BYTES = {0, 32, 48, 48, 64};

    private GeoPackage() {}

    static Connection connect(Path file) throws SQLException {
        return JDBC.createConnection(JDBC.PREFIX + file.toAbsolutePath(), new Properties());
    }

    /** A name as it stands in SQL. */
    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A geometry in lon/lat as a blob (clause 2.1.3). */
    static byte[] blob(Geometry geometry, int srs) {
        byte[] wkb = new WKBWriter(2, ByteOrderValues.LITTLE_ENDIAN).write(geometry);
        return ByteBuffer.allocate(PLAIN_HEADER + wkb.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 'G')
                .put((byte) 'P')
                .put((byte) 0)
                .put(LITTLE_ENDIAN_WITHOUT_ENVELOPE)
                .putInt(srs)
                .put(wkb)
                .array();
    }

    /** The geometry of a blob; null if it is none. */
    static @Nullable Geometry geometry(byte @Nullable [] blob) {
        if (blob == null || blob.length < PLAIN_HEADER || blob[0] != 'G' || blob[1] != 'P') {
            return null;
        }
        int envelope = blob[3] >> 1 & 7;
        if (envelope >= ENVELOPE_BYTES.length || blob.length < PLAIN_HEADER + ENVELOPE_BYTES[envelope]) {
            return null;
        }
        int start = PLAIN_HEADER + ENVELOPE_BYTES[envelope];
        byte[] wkb = new byte[blob.length - start];
        System.arraycopy(blob, start, wkb, 0, wkb.length);
        try {
            return new WKBReader().read(wkb);
        } catch (ParseException | IllegalArgumentException e) {
            return null;
        }
    }
}
