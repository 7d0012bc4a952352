package earshot.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The type of a setting's values, and how a written value is validated and converted.
sealed interface Kind {
    /// @param clamped whether a number out of range becomes the nearest bound instead of being refused
    record Whole(long min, long max, boolean clamped) implements Kind {}

    record Decimal(double min, double max) implements Kind {}

    record Flag() implements Kind {}

    record Text() implements Kind {}

    /// A list of texts. A single text counts as a list of one; of a map in the list, its `token` counts.
    record Texts() implements Kind {}

    /// One of several words, case ignored.
    record Choice(List<String> words) implements Kind {}

    /// A `ws://` or `wss://` URL. An address that still contains the template's placeholder counts as empty.
    record Socket() implements Kind {}

    record Object() implements Kind {}

    /// The model for a purpose: an alias, or a map with an alias.
    record Mapping() implements Kind {}

    /// A provider's own field, which only the provider can validate.
    record Anything() implements Kind {}

    /// Validates a value as written in a file. Never throws.
    default Verdict judge(java.lang.Object raw) {
        return switch (this) {
            case Whole whole -> whole(whole, raw);
            case Decimal decimal -> decimal(decimal, raw);
            case Flag _ -> flag(raw);
            case Text _ -> raw instanceof Map || raw instanceof List ? Verdict.refused("text") : Verdict.ok(String.valueOf(raw).strip());
            case Texts _ -> texts(raw);
            case Choice choice -> choice.words.stream().filter(word -> word.equalsIgnoreCase(String.valueOf(raw).strip())).findFirst()
                .map(Verdict::ok).orElseGet(() -> Verdict.refused("choice", String.join(", ", choice.words)));
            case Socket _ -> socket(raw);
            case Mapping _ -> raw instanceof Map || raw instanceof String text && !text.isBlank() ? Verdict.ok(raw) : Verdict.refused("mapping");
            case Anything _ -> Verdict.ok(raw);
            case Object _ -> raw instanceof Map ? Verdict.ok(raw) : Verdict.refused("object");
        };
    }

    private static Verdict whole(Whole kind, java.lang.Object raw) {
        long number;
        switch (raw) {
            case Number n when Double.isFinite(n.doubleValue()) && Math.abs(n.doubleValue()) < 1e15 -> number = n.longValue();
            case String text when text.strip().matches("[+-]?\\d{1,15}") -> number = Long.parseLong(text.strip());
            default -> {
                return Verdict.refused("whole", kind.min, kind.max);
            }
        }
        long near = Math.clamp(number, kind.min, kind.max);
        if (near == number) {
            return Verdict.ok(number);
        }
        return kind.clamped ? Verdict.bounded(near, "whole", kind.min, kind.max) : Verdict.refused("whole", kind.min, kind.max);
    }

    private static Verdict decimal(Decimal kind, java.lang.Object raw) {
        double number;
        try {
            number = raw instanceof Number n ? n.doubleValue() : raw instanceof String text ? Double.parseDouble(text.strip()) : Double.NaN;
        } catch (NumberFormatException e) {
            number = Double.NaN;
        }
        return number >= kind.min && number <= kind.max ? Verdict.ok(number) : Verdict.refused("decimal", kind.min, kind.max);
    }

    private static Verdict flag(java.lang.Object raw) {
        return switch (String.valueOf(raw).strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> Verdict.ok(true);
            case "false", "no", "off", "0" -> Verdict.ok(false);
            default -> Verdict.refused("flag");
        };
    }

    private static Verdict texts(java.lang.Object raw) {
        if (raw instanceof Map) {
            return Verdict.refused("texts");
        }
        List<String> texts = new ArrayList<>();
        for (java.lang.Object item : raw instanceof List<?> list ? list : List.of(raw)) {
            java.lang.Object plain = item instanceof Map<?, ?> map ? map.get("token") : item;
            if (plain instanceof Map || plain instanceof List) {
                return Verdict.refused("texts");
            }
            if (plain != null && !String.valueOf(plain).isBlank()) {
                texts.add(String.valueOf(plain).strip());
            }
        }
        return Verdict.ok(List.copyOf(texts));
    }

    private static Verdict socket(java.lang.Object raw) {
        String text = String.valueOf(raw).strip();
        if (text.isEmpty() || text.equals("null") || text.contains("你")) {
            return Verdict.ok("");
        }
        return text.matches("wss?://[^\\s/:]+(:\\d{1,5})?(/\\S*)?") ? Verdict.ok(text) : Verdict.refused("socket");
    }
}
