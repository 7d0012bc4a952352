package earshot.tool;

import module java.base;

import earshot.config.Placeholder;

/// Fills the variables in the entry of one tool server, as desktop programs do: `${NAME}`, `${env:NAME}`, `${NAME:-default}` and `${userHome}`.
/// It collects what has no value, and what an example file leaves for people to fill in, such as `YOUR_TOKEN` or `<token>`.
final class EntryVariables {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(?:env:)?([^{}]+?)(?::-([^{}]*))?}");
    private static final Pattern PLACEHOLDER = Pattern.compile(
        "<[\\p{L}][^<>/=\"]{0,60}>|\\bYOUR[_-][A-Z0-9_-]+|\\byour[_-][a-z0-9_-]*(?:key|token|secret|password|host)\\b|__[A-Z][A-Z0-9_]*__|你的[\\p{L}_]*");

    private final Function<String, Optional<String>> values;
    private final Set<String> unfilled = new LinkedHashSet<>();

    /// @param values of the environment
    EntryVariables(Function<String, Optional<String>> values) {
        this.values = name -> name.equals("userHome") ? Optional.of(System.getProperty("user.home")) : values.apply(name);
    }

    /// The text with its variables filled, none of which may be without a value.
    ///
    /// @param own what the entry itself puts into the environment
    String fill(String text, Map<String, String> own) {
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find()) {
            unfilled.add(placeholder.group());
        }
        return fill(text, own, name -> unfilled.add("${" + name + "}"));
    }

    /// The same for a whole value, which may be a placeholder of another form. Some values are JSON of their own.
    String fillValue(String text, Map<String, String> own) {
        int before = unfilled.size();
        String filled = fill(text, own);
        if (unfilled.size() == before && !filled.startsWith("{") && !filled.startsWith("[") && Placeholder.matches(filled)) {
            unfilled.add(filled);
        }
        return filled;
    }

    /// The text with those variables filled that have a value; the others may be meant for a shell.
    String fillKnown(String text, Map<String, String> own) {
        return fill(text, own, _ -> {});
    }

    Set<String> unfilled() {
        return unfilled;
    }

    private String fill(String text, Map<String, String> own, Consumer<String> missing) {
        return VARIABLE.matcher(text).replaceAll(found -> {
            Optional<String> otherwise = Optional.ofNullable(found.group(2));
            Optional<String> value = Optional.ofNullable(own.get(found.group(1))).or(() -> values.apply(found.group(1)))
                .filter(known -> otherwise.isEmpty() || !known.isEmpty());
            return Matcher.quoteReplacement(value.or(() -> otherwise).orElseGet(() -> {
                missing.accept(found.group(1));
                return found.group();
            }));
        });
    }
}
