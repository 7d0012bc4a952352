package earshot.config;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.AddressSecrets;
import earshot.data.LetterCase;
import earshot.data.TextLimit;
import earshot.event.SecretMasker;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;

/// Reads typed values from what is written, with a problem for each invalid one. Never throws.
public final class SettingsReader {
    private static final int MAX_SHOWN = 80;

    private final SettingsTree written;
    private final List<Problem> problems = new ArrayList<>();

    SettingsReader(SettingsTree written) {
        this.written = written;
    }

    /// The value of a setting: the written one if acceptable, else the default.
    public <T> T get(Setting<T> setting) {
        return setting.value(written.at(setting.key()).map(raw -> switch (setting.type().validate(raw)) {
            case ValidationResult.Ok ok -> Optional.of(ok.value());
            case ValidationResult.Clamped clamped -> {
                reportRefused(setting.key(), raw, clamped.value());
                yield Optional.of(clamped.value());
            }
            case ValidationResult.Refused _ -> {
                reportRefused(setting.key(), raw, setting.initial().orElse("–"));
                yield setting.initial();
            }
        }).orElse(setting.initial()));
    }

    /// The members of a family by the name that stands in angle brackets, as written and in file order; those without a value are left out.
    public Map<String, Object> members(Setting<?> family) {
        Map<String, Object> members = new LinkedHashMap<>();
        written.section(family.stem()).forEach((name, value) -> Optional.ofNullable(value).ifPresent(known -> members.put(name, known)));
        return Collections.unmodifiableMap(members);
    }

    /// The texts in a map; nested maps and lists are left out.
    public static Map<String, String> texts(Map<?, ?> map) {
        Map<String, String> texts = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (value != null && !(value instanceof Map) && !(value instanceof List)) {
                texts.put(String.valueOf(name), String.valueOf(value));
            }
        });
        return Collections.unmodifiableMap(texts);
    }

    /// The device ids in a list: without quotes left over from a template, in lower case.
    public static List<String> ids(List<String> texts) {
        return texts.stream().map(SettingsReader::id).toList();
    }

    /// A device id as devices send it.
    public static String id(String text) {
        return LetterCase.lower(unquoted(unquoted(text.strip(), '"'), '\''));
    }

    private static String unquoted(String text, char quote) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) == quote) {
            from++;
        }
        while (to > from && text.charAt(to - 1) == quote) {
            to--;
        }
        return text.substring(from, to);
    }

    /// The chosen implementation of a kind. An unknown one is a problem, and the default counts.
    public SelectedModule selected(Setting<String> setting) {
        String kind = DottedKey.names(setting.key()).getLast();
        List<String> types = ((ValueType.ModuleName) setting.type()).types();
        String alias = get(setting);
        String type = moduleType(kind, alias);
        if (types.contains(type)) {
            ObjectNode section = JSON.valueToTree(written.section(kind).get(alias)) instanceof ObjectNode found ? found : JsonNodeFactory.instance.objectNode();
            return new SelectedModule(alias, type, section);
        }
        String embedded = setting.defaultValue();
        report(Problem.of(ProblemCode.PROVIDER_UNKNOWN, new ProblemSubject.Setting(setting.key()), kind, alias, embedded));
        return new SelectedModule(embedded, embedded, JsonNodeFactory.instance.objectNode());
    }

    /// The type in the section of an alias, else the alias itself; in lower case.
    public String moduleType(String kind, String alias) {
        Object type = written.section(kind).get(alias) instanceof Map<?, ?> section && section.get("type") != null ? section.get("type") : alias;
        return LetterCase.lower(String.valueOf(type).strip());
    }

    /// Reports what is wrong beyond the value of one setting.
    public void report(Problem problem) {
        problems.add(problem);
    }

    /// At most one for each setting.
    List<Problem> problems() {
        return problems;
    }

    private void reportRefused(String key, Object raw, Object inForce) {
        String shown = SecretMasker.isSecretKey(key) ? SecretMasker.MASK : AddressSecrets.mask(String.valueOf(raw));
        report(Problem.of(ProblemCode.SETTING_REFUSED, new ProblemSubject.Setting(key), key, TextLimit.cut(shown, MAX_SHOWN + 1), inForce));
    }
}
