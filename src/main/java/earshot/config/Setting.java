package earshot.config;

import module java.base;

import earshot.data.LetterCase;

/// The declaration of one setting, the only place where its key, type, range, unit, default and scope are written.
///
/// A key with a name in angle brackets declares a family: `LLM.<alias>.temperature` stands for this field of every alias.
///
/// @param key dotted
/// @param type what a written value may be, and how it is converted
/// @param unit shown after the value, empty for none
/// @param scope from when a change is in force
/// @param initial the default, in the type of validated values; empty when nothing is the default
/// @param converter turns a validated value into the typed one
public record Setting<T>(String key, ValueType type, String unit, SettingScope scope, Optional<Object> initial, Function<Optional<Object>, T> converter) {
    /// @param initial must be acceptable
    public Setting {
        initial.ifPresent(value -> {
            if (!type.validate(value).equals(new ValidationResult.Ok(value))) {
                throw new IllegalArgumentException("the default of " + key + " is not valid: " + value);
            }
        });
    }

    private static <T> Setting<T> of(String key, ValueType type, Optional<Object> initial, Function<Optional<Object>, T> converter) {
        return new Setting<>(key, type, "", SettingScope.NOW, initial, converter);
    }

    public static Setting<Boolean> flag(String key, boolean initial) {
        return of(key, new ValueType.Flag(), Optional.of(initial), value -> (Boolean) value.orElseThrow());
    }

    /// A whole number. Out of range, the nearest bound is used.
    public static Setting<Integer> whole(String key, int min, int max, int initial) {
        return whole(key, min, max, initial, Long::intValue);
    }

    /// A duration in whole milliseconds. Out of range, the nearest bound is used.
    public static Setting<Duration> millis(String key, long min, long max, long initial) {
        return whole(key, min, max, initial, Duration::ofMillis).in("ms");
    }

    /// As [#millis], in seconds.
    public static Setting<Duration> seconds(String key, long min, long max, long initial) {
        return whole(key, min, max, initial, Duration::ofSeconds).in("s");
    }

    /// As [#millis], in minutes.
    public static Setting<Duration> minutes(String key, long min, long max, long initial) {
        return whole(key, min, max, initial, Duration::ofMinutes).in("min");
    }

    private static <T> Setting<T> whole(String key, long min, long max, long initial, Function<Long, T> converter) {
        return of(key, new ValueType.Whole(min, max, true), Optional.of(initial), value -> converter.apply((Long) value.orElseThrow()));
    }

    public static Setting<Double> decimal(String key, double min, double max, double initial) {
        return of(key, new ValueType.Decimal(min, max), Optional.of(initial), value -> (Double) value.orElseThrow());
    }

    /// A text. A blank one, and a placeholder left over from a template, count as absent.
    public static Setting<Optional<String>> text(String key) {
        return of(key, new ValueType.Text(), Optional.empty(), Setting::present);
    }

    /// A text that a person or a model is told, in which nothing counts as a placeholder. A blank one counts as absent.
    public static Setting<Optional<String>> prose(String key) {
        return of(key, new ValueType.Text(), Optional.empty(), value -> value.map(String.class::cast).filter(text -> !text.isBlank()));
    }

    /// A text with a default, which a blank one means too.
    public static Setting<String> text(String key, String initial) {
        return of(key, new ValueType.Text(), Optional.of(initial), value -> present(value).orElse(initial));
    }

    public static Setting<Optional<String>> webSocketUrl(String key) {
        return of(key, new ValueType.WebSocketUrl(), Optional.empty(), Setting::present);
    }

    /// A color as `#rrggbb`. A blank one counts as absent.
    public static Setting<Optional<String>> color(String key) {
        return of(key, new ValueType.HexColor(), Optional.empty(), Setting::present);
    }

    public static Setting<List<String>> texts(String key, String... initial) {
        return of(key, new ValueType.TextList(), Optional.of(List.of(initial)),
            value -> ((List<?>) value.orElseThrow()).stream().map(String::valueOf).toList());
    }

    /// Texts such as keys, ids and addresses: a placeholder left over from a template is none.
    public static Setting<List<String>> filledTexts(String key) {
        return of(key, new ValueType.TextList(), Optional.of(List.of()),
            value -> ((List<?>) value.orElseThrow()).stream().map(String::valueOf).filter(Setting::isFilledIn).toList());
    }

    /// The entries of a written list that do not hold, by their places from 1; none where this is not a list of texts.
    List<Integer> leftOut(Object written) {
        if (!(type instanceof ValueType.TextList)) {
            return List.of();
        }
        List<?> entries = written instanceof List<?> list ? list : List.of(written);
        return IntStream.range(0, entries.size())
            .filter(i -> entries.get(i) == null
                || type.validate(List.of(entries.get(i))) instanceof ValidationResult.Ok(Object known) && ((List<?>) value(Optional.of(known))).isEmpty())
            .mapToObj(i -> i + 1).toList();
    }

    /// One of the constants, written in lower case.
    public static <E extends Enum<E>> Setting<E> choice(String key, E initial) {
        List<String> words = Stream.of(initial.getDeclaringClass().getEnumConstants()).map(Setting::word).toList();
        return of(key, new ValueType.Choice(words), Optional.of(word(initial)),
            value -> Enum.valueOf(initial.getDeclaringClass(), LetterCase.upper(String.valueOf(value.orElseThrow()))));
    }

    /// The word for a constant in a settings file.
    public static String word(Enum<?> constant) {
        return LetterCase.lower(constant.name());
    }

    /// A map of keys and values; keys without a value are left out.
    public static Setting<Map<String, Object>> map(String key) {
        return of(key, new ValueType.KeyValueMap(), Optional.empty(), value -> {
            Map<String, Object> map = new LinkedHashMap<>();
            value.ifPresent(
                written -> ((Map<?, ?>) written).forEach((name, inner) -> Optional.ofNullable(inner).ifPresent(known -> map.put(String.valueOf(name), known))));
            return map;
        });
    }

    /// The implementation chosen for a kind: one of the known types, the default first, or an alias whose section gives the type.
    public static Setting<String> module(String key, List<String> types) {
        return of(key, new ValueType.ModuleName(types), Optional.of(types.getFirst()), value -> present(value).orElse(types.getFirst()));
    }

    /// Members of a family, with a value type of their own.
    public static Setting<Optional<Object>> ofType(String key, ValueType type) {
        return of(key, type, Optional.empty(), value -> value);
    }

    private static Optional<String> present(Optional<Object> value) {
        return value.map(String.class::cast).filter(Setting::isFilledIn);
    }

    /// Whether a text is neither blank nor left over from a template.
    static boolean isFilledIn(String text) {
        return !text.isBlank() && !Placeholder.matches(text);
    }

    /// The same setting, refusing numbers out of range instead of using the nearest bound.
    public Setting<T> strict() {
        ValueType.Whole whole = (ValueType.Whole) type;
        return new Setting<>(key, new ValueType.Whole(whole.min(), whole.max(), false), unit, scope, initial, converter);
    }

    /// The same setting, in a unit.
    public Setting<T> in(String unit) {
        return new Setting<>(key, type, unit, scope, initial, converter);
    }

    /// The same setting, in force later than now.
    public Setting<T> from(SettingScope scope) {
        return new Setting<>(key, type, unit, scope, initial, converter);
    }

    public boolean family() {
        return key.contains(".<");
    }

    /// Whether a name of a key stands for any name.
    static boolean variable(String name) {
        return name.startsWith("<");
    }

    T value(Optional<Object> validated) {
        return converter.apply(validated);
    }

    /// The typed default.
    public T defaultValue() {
        return value(initial);
    }

    /// The key of the map that contains the family.
    String stem() {
        return key.substring(0, key.indexOf(".<"));
    }
}
