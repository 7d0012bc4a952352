package earshot.capture;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.data.LetterCase;
import earshot.data.TextLimit;

/// Reads the fields of a line that somebody else wrote: bounded, and of sensible size. Whatever is missing or wrong is an [IllegalArgumentException].
record JsonFields(JsonNode node) {
    /// Characters of what is shown on one line.
    static final int LINE = 4_000;
    private static final int MOST_ARGS = 20;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MOST_MILLIS = Duration.ofDays(30).toMillis();
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    JsonFields {
        check(node.isObject(), "no object");
    }

    static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    boolean has(String field) {
        return node.hasNonNull(field);
    }

    JsonFields object(String field) {
        return new JsonFields(node.path(field));
    }

    Optional<JsonFields> optional(String field) {
        return has(field) ? Optional.of(object(field)) : Optional.empty();
    }

    List<JsonFields> objects(String field, int most) {
        return StreamSupport.stream(node.path(field).spliterator(), false).limit(most).map(JsonFields::new).toList();
    }

    String text(String field) {
        check(node.path(field).isTextual(), field);
        return node.path(field).textValue();
    }

    /// A text of one line, cut where it is longer than anything that is written.
    String line(String field) {
        return TextLimit.cut(text(field), LINE);
    }

    Optional<String> optionalLine(String field) {
        return has(field) ? Optional.of(line(field)) : Optional.empty();
    }

    List<String> lines(String field) {
        List<String> lines = new ArrayList<>();
        for (JsonNode one : node.path(field)) {
            check(one.isTextual() && lines.size() < MOST_ARGS, field);
            lines.add(TextLimit.cut(one.textValue(), LINE));
        }
        return lines;
    }

    /// Texts by name, such as headers.
    Map<String, String> texts(String field, int most) {
        Map<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> one : node.path(field).properties()) {
            check(one.getValue().isTextual() && texts.size() < most, field);
            texts.put(TextLimit.cut(one.getKey(), LINE), TextLimit.cut(one.getValue().textValue(), LINE));
        }
        return texts;
    }

    boolean flag(String field) {
        check(node.path(field).isBoolean(), field);
        return node.path(field).booleanValue();
    }

    long number(String field) {
        check(node.path(field).isIntegralNumber() && node.path(field).canConvertToLong(), field);
        return node.path(field).longValue();
    }

    int number(String field, int least, int most) {
        long number = number(field);
        check(number >= least && number <= most, field);
        return (int) number;
    }

    double fraction(String field) {
        check(node.path(field).isNumber() && Double.isFinite(node.path(field).doubleValue()), field);
        return node.path(field).doubleValue();
    }

    Instant instant(String field) {
        Instant instant = Instant.parse(text(field));
        check(!instant.isBefore(EARLIEST) && instant.isBefore(LATEST), field);
        return instant;
    }

    Optional<Instant> optionalInstant(String field) {
        return has(field) ? Optional.of(instant(field)) : Optional.empty();
    }

    /// From milliseconds with a fraction.
    Duration millis(String field) {
        double millis = fraction(field);
        check(millis >= 0 && millis <= MOST_MILLIS, field);
        return Duration.ofNanos(Math.round(millis * NANOS_PER_MILLI));
    }

    Optional<Duration> optionalMillis(String field) {
        return has(field) ? Optional.of(millis(field)) : Optional.empty();
    }

    /// As [#millis] reads it.
    static double millis(Duration duration) {
        return duration.toNanos() / NANOS_PER_MILLI;
    }

    /// @throws IllegalArgumentException for a name that this version does not know, too
    <E extends Enum<E>> E constant(Class<E> type, String field) {
        String name = text(field);
        return Arrays.stream(type.getEnumConstants()).filter(one -> name(one).equals(name)).findFirst().orElseThrow(() -> new IllegalArgumentException(field));
    }

    <E extends Enum<E>> Optional<E> optionalConstant(Class<E> type, String field) {
        return has(field) ? Optional.of(constant(type, field)) : Optional.empty();
    }

    /// As [#constant] reads it.
    static String name(Enum<?> constant) {
        return LetterCase.lower(constant.name());
    }
}
