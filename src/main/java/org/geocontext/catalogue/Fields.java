package org.geocontext.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The fields that are read. The schema and the reference table are tested against these lists. */
final class Fields {

    static final Pattern KEY_PATTERN = Pattern.compile("[0-9a-z_]+");

    /** Ten years. */
    static final int LONGEST_CACHE = 315_360_000;

    static final double WIDEST = 100_000;

    static final Field.Special KEY = new Field.Special("key", "lower-case letters, digits and underscores");
    static final Field.Text NAME = text("name");
    static final Field.Text DESCRIPTION = text("description");
    static final Field.Special ROLES = new Field.Special("permission_groups", "a list of role names");

    static final Field.Special URL = new Field.Special("url", "an absolute http or https URL");
    static final Field.Choice QUERY_TYPE = new Field.Choice(
            "query_type",
            Arrays.stream(QueryType.values()).map(QueryType::label).toList(),
            null);
    static final Field.Text LAYER_NAME = text("layer_name");
    static final Field.Text LAYER_TYPENAME = new Field.Text("layer_typename", true);
    static final Field.Text LAYER_GEOMETRY_FIELD = text("layer_geometry_field");
    static final Field.Whole CACHE_DURATION = new Field.Whole(
            "cache_duration", 0, LONGEST_CACHE, (int) ServiceDefinition.DEFAULT_CACHE_DURATION.toSeconds());
    static final Field.Special SRID = new Field.Special("srid", "a number or name of the EPSG database");
    static final Field.Special SERVICE_VERSION = new Field.Special("service_version", "a version of the protocol");
    static final Field.Decimal TOLERANCE =
            new Field.Decimal("tolerance", 0, WIDEST, ServiceDefinition.DEFAULT_TOLERANCE);
    static final Field.Text PROVENANCE = text("provenance");
    static final Field.Text NOTES = text("notes");
    static final Field.Text LICENSING = text("licensing");
    static final Field.Secret USERNAME = new Field.Secret("username");
    static final Field.Secret PASSWORD = new Field.Secret("password");
    static final Field.Secret API_KEY = new Field.Secret("api_key");
    static final Field.Decimal TEST_X = new Field.Decimal("test_x", -180, 180, null);
    static final Field.Decimal TEST_Y = new Field.Decimal("test_y", -90, 90, null);
    static final Field.Text TEST_VALUE = new Field.Text("test_value", true);

    static final Field.Flag ENABLED = new Field.Flag("enabled", true);
    static final Field.Text UNIT = text("unit");
    static final Field.Special NO_DATA = new Field.Special("no_data", "a list of texts and numbers");
    static final Field.TextMap LABELS = new Field.TextMap("labels", false);
    static final Field.Decimal SCALE = anyNumber("scale");
    static final Field.Decimal OFFSET = anyNumber("offset");
    static final Field.Text INFO_FORMAT = text("info_format");
    static final Field.TextMap PARAMETERS = new Field.TextMap("parameters", true);
    static final Field.TextMap HEADERS = new Field.TextMap("headers", true);
    static final Field.Choice AUTH = new Field.Choice(
            "auth",
            Arrays.stream(Credentials.Scheme.values())
                    .map(scheme -> scheme.name().toLowerCase(Locale.ROOT))
                    .toList(),
            null);
    static final Field.Text AUTH_NAME = text("auth_name");
    static final Field.Choice MERGE = new Field.Choice("merge", List.of("auto", "never"), "auto");
    static final Field.Whole MAX_LAYERS = new Field.Whole("max_layers", 1, 1000, null);
    static final Field.Decimal BOX = new Field.Decimal("box_m", 0.001, WIDEST, null);
    static final Field.Special EXTENT =
            new Field.Special("extent", "[west, south, east, north] in degrees, south <= north");
    static final Field.Flag SKIP_OUTSIDE = new Field.Flag("skip_outside", true);
    static final Field.Choice AXIS_ORDER = new Field.Choice(
            "axis_order",
            Arrays.stream(AxisOrder.values())
                    .map(order -> order.name().toLowerCase(Locale.ROOT))
                    .toList(),
            "auto");
    static final Field.Decimal TIMEOUT = new Field.Decimal("timeout_s", 0.1, 300, null);
    static final Field.Whole MAX_CONCURRENT = new Field.Whole("max_concurrent", 1, 100_000, null);
    static final Field.Decimal REQUESTS_PER_SECOND = new Field.Decimal("requests_per_second", 0.001, 10_000, null);
    static final Field.Decimal REUSE = new Field.Decimal("reuse_m", 0, WIDEST, null);
    static final Field.Flag OVERLAPS = new Field.Flag("overlaps", false);
    static final Field.Flag INTERNAL = new Field.Flag("internal", false);

    static final Field.Choice GROUP_TYPE = new Field.Choice("group_type", List.of("text", "graph"), "text");
    static final Field.Texts SERVICE_KEYS = new Field.Texts("service_keys");
    static final Field.Texts GROUP_KEYS = new Field.Texts("group_keys");

    static final List<Field> SERVICE = List.of(
            KEY,
            NAME,
            DESCRIPTION,
            URL,
            QUERY_TYPE,
            LAYER_NAME,
            LAYER_TYPENAME,
            LAYER_GEOMETRY_FIELD,
            CACHE_DURATION,
            SRID,
            SERVICE_VERSION,
            TOLERANCE,
            PROVENANCE,
            NOTES,
            LICENSING,
            USERNAME,
            PASSWORD,
            API_KEY,
            TEST_X,
            TEST_Y,
            TEST_VALUE,
            ROLES,
            ENABLED,
            UNIT,
            NO_DATA,
            LABELS,
            SCALE,
            OFFSET,
            INFO_FORMAT,
            PARAMETERS,
            HEADERS,
            AUTH,
            AUTH_NAME,
            MERGE,
            MAX_LAYERS,
            BOX,
            EXTENT,
            SKIP_OUTSIDE,
            AXIS_ORDER,
            TIMEOUT,
            MAX_CONCURRENT,
            REQUESTS_PER_SECOND,
            REUSE,
            OVERLAPS,
            INTERNAL);

    static final List<Field> GROUP = List.of(KEY, NAME, DESCRIPTION, GROUP_TYPE, SERVICE_KEYS, ROLES);

    static final List<Field> COLLECTION = List.of(KEY, NAME, DESCRIPTION, GROUP_KEYS, ROLES);

    private Fields() {}

    private static Field.Text text(String name) {
        return new Field.Text(name, false);
    }

    private static Field.Decimal anyNumber(String name) {
        return new Field.Decimal(name, -Double.MAX_VALUE, Double.MAX_VALUE, null);
    }
}
