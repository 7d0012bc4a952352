package earshot.api;

import module java.base;

/// The query parameters of a request. Their names are not decoded: log masking would not recognize a token under an encoded name.
public record ApiQuery(Map<String, String> values) {
    /// An invalid value; the message is for the client.
    public static final class InvalidParameter extends Exception {
        private static final long serialVersionUID = 1L;

        public InvalidParameter(String reason) {
            super(reason, null, false, false);
        }
    }

    /// @param target path and query as sent
    public static ApiQuery of(String target) throws InvalidParameter {
        Map<String, String> values = new LinkedHashMap<>();
        int mark = target.indexOf('?');
        for (String pair : mark < 0 ? new String[0] : target.substring(mark + 1).split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.putIfAbsent(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
            }
        }
        return new ApiQuery(values);
    }

    public static String decoded(String text) throws InvalidParameter {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new InvalidParameter("the address is not well encoded");
        }
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /// A whole number; one out of range is clamped to the range.
    public long number(String name, long otherwise, long least, long most) throws InvalidParameter {
        String value = text(name).orElse(String.valueOf(otherwise));
        if (!value.matches("[+-]?\\d+")) {
            throw new InvalidParameter(name + " must be a whole number");
        }
        // longer ones do not fit a long, and no range is that wide
        long number = value.length() > 18 ? (value.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE) : Long.parseLong(value);
        return Math.clamp(number, least, most);
    }

    /// A point in time, in milliseconds or as ISO-8601; one without a zone is in the zone of this computer.
    public Optional<Instant> moment(String name) throws InvalidParameter {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        // an unencoded + of a zone arrives as a space
        String text = value.get().replaceFirst(" (?=\\d\\d:?\\d\\d$)(?<=:\\d\\d(\\.\\d{1,9})? )", "+");
        if (text.matches("-?\\d{1,15}")) {
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
        }
        try {
            if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
                return Optional.of(LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant());
            }
            boolean zoned = text.matches(".*(Z|[+-]\\d\\d(:\\d\\d)?)$") && text.contains("T");
            return Optional
                .of(zoned ? OffsetDateTime.parse(text).toInstant() : LocalDateTime.parse(text.replace(' ', 'T')).atZone(ZoneId.systemDefault()).toInstant());
        } catch (DateTimeException _) {
            throw new InvalidParameter(name + " must be milliseconds or an ISO-8601 time");
        }
    }
}
