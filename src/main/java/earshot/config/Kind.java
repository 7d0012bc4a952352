package earshot.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What values a setting takes.
sealed interface Kind {
    /// @param clamped whether a number outside counts as the nearest bound rather than as no good
    record Whole(long min, long max, boolean clamped) implements Kind {}

    record Decimal(double min, double max) implements Kind {}

    record Flag() implements Kind {}

    record Text() implements Kind {}

    /// A list of texts; a single text counts as a list of one, a map in it by its `token`.
    record Texts() implements Kind {}

    /// One of some words, whatever their case.
    record Choice(List<String> words) implements Kind {}

    /// `ws://` or `wss://`. An address that still holds the placeholder of the template counts as none.
    record Socket() implements Kind {}

    record Object() implements Kind {}

    /// Which model serves a purpose: an alias, or an object that names one.
    record Mapping() implements Kind {}

    /// A key that belongs to a provider: only it can judge the value.
    record Anything() implements Kind {}

    /// Judges a value as it was written. Never throws.
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
