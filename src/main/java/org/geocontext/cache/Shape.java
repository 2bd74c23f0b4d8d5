package org.geocontext.cache;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.locationtech.jts.geom.Envelope;

/** A {@link Validity} in as few bytes as possible, made to be asked often. Immutable. */
sealed interface Shape permits Spot, Area {

    static Shape of(Validity validity) {
        if (validity instanceof Validity.Within within) {
            return new Spot(within.centre(), within.metres(), false);
        } else if (validity instanceof Validity.Reusable reusable) {
            return new Spot(reusable.centre(), reusable.metres(), true);
        }
        Validity.Inside inside = (Validity.Inside) validity;
        return Area.of(inside.area(), inside.rimMetres());
    }

    /** As {@link #write} wrote it. */
    static Shape read(DataInput in) throws IOException {
        return in.readBoolean() ? Area.read(in) : Spot.read(in);
    }

    default void write(DataOutput out) throws IOException {
        out.writeBoolean(this instanceof Area);
        writeContent(out);
    }

    void writeContent(DataOutput out) throws IOException;

    /** Whether an answer for this is one for the position. Never wrongly true; false where it is in doubt. */
    boolean holds(double lon, double lat);

    /** Why it holds a position. */
    HitKind kind(double lon, double lat);

    /** A lon/lat box around all that it holds; longitudes may pass ±180. */
    Envelope envelope();

    /** In memory, about. */
    int bytes();

    Validity validity();
}
