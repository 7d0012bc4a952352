package earshot.config;

import module java.base;

import earshot.data.LetterCase;

/// The type of a setting's values, and how a written value is validated and converted.
public sealed interface ValueType {
    /// @param clamped whether a number out of range becomes the nearest bound instead of being refused
    record Whole(long min, long max, boolean clamped) implements ValueType {}

    record Decimal(double min, double max) implements ValueType {}

    record Flag() implements ValueType {}

    record Text() implements ValueType {}

    /// A list of texts. A single text counts as a list of one; of a map in the list, its `token` counts.
    record TextList() implements ValueType {}

    /// One of several words, case ignored.
    record Choice(List<String> words) implements ValueType {}

    /// A `ws://` or `wss://` URL. An address that still contains the template's placeholder counts as empty.
    record WebSocketUrl() implements ValueType {
        private static final Pattern FORM = Pattern.compile("wss?://[^\\s/:]+(?::(\\d{1,5}))?(?:/\\S*)?");
        private static final int MAX_PORT = 65_535;
    }

    /// A color as `#rrggbb`. A blank one counts as empty.
    record HexColor() implements ValueType {
        private static final Pattern FORM = Pattern.compile("#?([0-9a-f]{6})");
    }

    record KeyValueMap() implements ValueType {}

    /// An alias, or a map that names one and is edited as a whole.
    record AliasOrMap() implements ValueType {}

    /// The name of an implementation: one of the types, or an alias, which cannot be judged alone.
    record ModuleName(List<String> types) implements ValueType {}

    /// A value that only its reader can judge.
    record Any() implements ValueType {}

    /// Whether every key below is part of the value.
    default boolean holdsKeys() {
        return this instanceof KeyValueMap || this instanceof AliasOrMap || this instanceof Any;
    }

    /// Validates a value as written in a file. Never throws.
    default ValidationResult validate(Object raw) {
        return switch (this) {
            case Whole whole -> whole(whole, raw);
            case Decimal decimal -> decimal(decimal, raw);
            case Flag _ -> flag(raw);
            case Text _, ModuleName _ -> raw instanceof Map || raw instanceof List ? ValidationResult.refused("text")
                : ValidationResult.ok(String.valueOf(raw).strip());
            case TextList _ -> textList(raw);
            case Choice choice -> choice.words.stream().filter(word -> word.equalsIgnoreCase(String.valueOf(raw).strip())).findFirst()
                .map(ValidationResult::ok).orElseGet(() -> ValidationResult.refused("choice", String.join(", ", choice.words)));
            case WebSocketUrl _ -> webSocketUrl(raw);
            case HexColor _ -> hexColor(raw);
            case AliasOrMap _ -> raw instanceof Map || raw instanceof String text && !text.isBlank() ? ValidationResult.ok(raw)
                : ValidationResult.refused("mapping");
            case Any _ -> ValidationResult.ok(raw);
            case KeyValueMap _ -> raw instanceof Map ? ValidationResult.ok(raw) : ValidationResult.refused("object");
        };
    }

    private static ValidationResult whole(Whole kind, Object raw) {
        ValidationResult.Refused refused = ValidationResult.refused("whole", kind.min, kind.max);
        long number;
        switch (raw) {
            case Number n when Double.isFinite(n.doubleValue()) && Math.abs(n.doubleValue()) < 1e15 -> number = n.longValue();
            case String text when text.strip().matches("[+-]?\\d{1,15}") -> number = Long.parseLong(text.strip());
            default -> {
                return refused;
            }
        }
        long near = Math.clamp(number, kind.min, kind.max);
        return near == number ? ValidationResult.ok(number) : kind.clamped ? new ValidationResult.Clamped(near, refused) : refused;
    }

    private static ValidationResult decimal(Decimal kind, Object raw) {
        double number;
        try {
            number = raw instanceof Number n ? n.doubleValue() : raw instanceof String text ? Double.parseDouble(text.strip()) : Double.NaN;
        } catch (NumberFormatException _) {
            number = Double.NaN;
        }
        return number >= kind.min && number <= kind.max ? ValidationResult.ok(number) : ValidationResult.refused("decimal", kind.min, kind.max);
    }

    private static ValidationResult flag(Object raw) {
        return switch (LetterCase.lower(String.valueOf(raw).strip())) {
            case "true", "yes", "on", "1" -> ValidationResult.ok(true);
            case "false", "no", "off", "0" -> ValidationResult.ok(false);
            default -> ValidationResult.refused("flag");
        };
    }

    private static ValidationResult textList(Object raw) {
        if (raw instanceof Map) {
            return ValidationResult.refused("texts");
        }
        List<String> texts = new ArrayList<>();
        for (Object item : raw instanceof List<?> list ? list : List.of(raw)) {
            Object plain = item instanceof Map<?, ?> map ? map.get("token") : item;
            if (plain instanceof Map || plain instanceof List) {
                return ValidationResult.refused("texts");
            }
            if (plain != null && !String.valueOf(plain).isBlank()) {
                texts.add(String.valueOf(plain).strip());
            }
        }
        return ValidationResult.ok(List.copyOf(texts));
    }

    private static ValidationResult hexColor(Object raw) {
        String text = LetterCase.lower(String.valueOf(raw).strip());
        Matcher digits = HexColor.FORM.matcher(text);
        return text.isEmpty() ? ValidationResult.ok("") : digits.matches() ? ValidationResult.ok("#" + digits.group(1)) : ValidationResult.refused("color");
    }

    private static ValidationResult webSocketUrl(Object raw) {
        String text = String.valueOf(raw).strip();
        if (text.isEmpty() || text.equals("null") || text.contains("你")) {
            return ValidationResult.ok("");
        }
        Matcher parts = WebSocketUrl.FORM.matcher(text);
        boolean usable = parts.matches() && (parts.group(1) == null || Integer.parseInt(parts.group(1)) <= WebSocketUrl.MAX_PORT);
        return usable ? ValidationResult.ok(text) : ValidationResult.refused("socket");
    }
}
