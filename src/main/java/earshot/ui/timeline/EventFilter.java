package earshot.ui.timeline;

import module java.base;

import earshot.data.LetterCase;
import earshot.event.Event;
import earshot.event.EventPayload;
import earshot.id.DeviceId;
import earshot.problem.Severity;
import earshot.wire.MessageFamily;

/// Filter for events. Syntax: plain words (all must occur), `field:value`, `-field:value`, `size>100`; in regex mode the
/// plain words together are one expression. Immutable.
///
/// @param chips the `field:value` parts, as written
/// @param givenUp on how many events the expression took too many steps, so that they do not pass
record EventFilter(String text, List<String> chips, Predicate<Event> predicate, LongSupplier givenUp) {
    static final List<String> FIELDS = List.of("device", "type", "family", "dir", "level", "size", "text");

    /// Text key: the expression took too many steps on some events.
    static final String GIVEN_UP = "filter.given.up";

    private static final Pattern TOKEN = Pattern.compile("(?:\"[^\"]*+\"?|[^\"\\p{javaWhitespace}]++)++");

    /// Result of parsing a filter text.
    sealed interface Parsed {
        record Valid(EventFilter filter) implements Parsed {}

        /// @param key text key of the explanation
        /// @param part the wrong part
        record Invalid(String key, String part) implements Parsed {}
    }

    static EventFilter matchAll() {
        return new EventFilter("", List.of(), _ -> true, () -> 0);
    }

    /// @param names device id to device name
    /// @param locale of the words that the rows show
    static Parsed parse(String text, boolean regex, boolean matchCase, Function<DeviceId, String> names, Locale locale) {
        Searched searched = new Searched(names, locale);
        List<String> words = new ArrayList<>();
        List<String> chips = new ArrayList<>();
        Predicate<Event> all = _ -> true;
        LongSupplier givenUp = () -> 0;
        for (String token : tokens(text)) {
            Optional<FieldCondition> field = FieldCondition.parse(token);
            if (field.isEmpty()) {
                words.add(token);
                continue;
            }
            Optional<Predicate<Event>> condition = field.get().toPredicate(matchCase, searched);
            if (condition.isEmpty()) {
                return new Parsed.Invalid(FIELDS.contains(field.get().name()) ? "filter.bad.value" : "filter.bad.field", token);
            }
            chips.add(token);
            all = all.and(field.get().negated() ? condition.get().negate() : condition.get());
        }
        if (regex && !words.isEmpty()) {
            try {
                BoundedPattern pattern = new BoundedPattern(
                    Pattern.compile(String.join(" ", words), matchCase ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
                all = all.and(event -> pattern.find(searched.texts(event)));
                givenUp = pattern::givenUp;
            } catch (PatternSyntaxException e) {
                return new Parsed.Invalid("filter.bad.regex", e.getDescription());
            }
        } else {
            for (String word : words) {
                Predicate<String> matching = containing(word, matchCase);
                all = all.and(event -> searched.texts(event).anyMatch(matching));
            }
        }
        return new Parsed.Valid(new EventFilter(text, List.copyOf(chips), all, givenUp));
    }

    /// The filter text without one of its chips.
    static String withoutChip(String text, String chip) {
        List<String> kept = new ArrayList<>(tokens(text));
        kept.remove(chip);
        return String.join(" ", kept.stream().map(EventFilter::quoted).toList());
    }

    /// The filter text with a chip added, unless it has it already.
    static String withChip(String text, String chip) {
        return tokens(text).contains(chip) ? text : (text.isBlank() ? "" : text.strip() + " ") + quoted(chip);
    }

    /// The chip that lets one family of messages through.
    static String familyChip(MessageFamily family) {
        return "family:" + family.word();
    }

    private static String quoted(String token) {
        return token.contains(" ") ? '"' + token + '"' : token;
    }

    /// Words separated by white space; double quotes keep white space together.
    static List<String> tokens(String text) {
        return TOKEN.matcher(text).results().map(token -> token.group().replace("\"", "")).filter(token -> !token.isEmpty()).toList();
    }

    /// Where words are looked for.
    private record Searched(Function<DeviceId, String> names, Locale locale) {
        Stream<String> texts(Event event) {
            return Stream.of(event.text().in(locale), event.type(), payload(event), event.device().map(DeviceId::value).orElse(""),
                event.device().map(names).orElse(""));
        }

        private static String payload(Event event) {
            return switch (event.payload()) {
                case EventPayload.None _ -> "";
                case EventPayload.Text text -> text.head();
                case EventPayload.Binary binary -> binary.head();
            };
        }
    }

    private static Predicate<String> containing(String word, boolean matchCase) {
        if (matchCase) {
            return searchable -> searchable.contains(word);
        }
        String folded = LetterCase.folded(word);
        return searchable -> LetterCase.folded(searchable).contains(folded);
    }

    /// One `field:value`, `field>value` or `field<value`, optionally negated by a leading minus.
    private record FieldCondition(boolean negated, String name, char operator, String value) {
        private static final Pattern FORM = Pattern.compile("(-?)([a-z]+)([:<>])(.*)", Pattern.DOTALL);

        static Optional<FieldCondition> parse(String token) {
            Matcher match = FORM.matcher(token);
            // a colon inside a word, as in an address or in JSON, does not make it a field
            boolean field = match.matches() && (FIELDS.contains(match.group(2)) || match.group(3).charAt(0) == ':' && match.group(4).matches("[\\w.-]+"));
            return field ? Optional.of(new FieldCondition(!match.group(1).isEmpty(), match.group(2), match.group(3).charAt(0), match.group(4)))
                : Optional.empty();
        }

        /// Empty if the value is not valid for the field.
        Optional<Predicate<Event>> toPredicate(boolean matchCase, Searched searched) {
            if (name.equals("size")) {
                return number().map(limit -> event -> operator == '>' ? event.size() > limit : operator == '<' ? event.size() < limit : event.size() == limit);
            }
            if (operator != ':' || value.isEmpty()) {
                return Optional.empty();
            }
            Predicate<String> matching = containing(value, matchCase && name.equals("text"));
            return switch (name) {
                case "device" -> Optional
                    .of(event -> event.device().filter(id -> matching.test(id.value()) || matching.test(searched.names().apply(id))).isPresent());
                case "type" -> Optional.of(event -> event.type().equalsIgnoreCase(value));
                case "family" -> family().map(family -> event -> family.covers(event.type()));
                case "dir" -> value.matches("in|out|here") ? Optional.of(event -> event.direction().name().equalsIgnoreCase(value)) : Optional.empty();
                case "level" -> level().map(least -> event -> event.severity().compareTo(least) >= 0);
                case "text" -> Optional.of(event -> searched.texts(event).anyMatch(matching));
                default -> Optional.empty();
            };
        }

        private Optional<MessageFamily> family() {
            return Stream.of(MessageFamily.values()).filter(family -> family.word().equalsIgnoreCase(value)).findFirst();
        }

        private Optional<Severity> level() {
            return Stream.of(Severity.values()).filter(severity -> severity.name().equalsIgnoreCase(value)).findFirst();
        }

        private Optional<Long> number() {
            try {
                return Optional.of(Long.parseLong(value));
            } catch (NumberFormatException _) {
                return Optional.empty();
            }
        }
    }
}
