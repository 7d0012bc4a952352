package earshot.conversation;

import static earshot.config.SettingScope.NEXT_TURN;

import module java.base;

import earshot.config.DottedKey;
import earshot.config.SelectedModule;
import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsReader;
import earshot.config.SettingsSection;
import earshot.data.LetterCase;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.id.DeviceId;

/// Who the assistant is, and how it finds out what a person wants. Key names: badge-protocol section 8.7.
///
/// @param persona `prompt`, for all devices
/// @param personas `prompt_by_device`: personas of single devices, by device id
public record ConversationSettings(Optional<String> persona, Map<DeviceId, String> personas, Intent intent) {
    private static final Setting<String> INTENT = Setting.module("selected_module.Intent", Stream.of(Intent.values()).map(Setting::word).toList())
        .from(NEXT_TURN);
    private static final Setting<Optional<String>> INTENT_TYPE = Setting.text("Intent.<alias>.type");
    private static final Setting<Optional<String>> PERSONA = Setting.prose("prompt");
    private static final Setting<Optional<String>> PERSONA_BY_DEVICE = Setting.prose("prompt_by_device.<device>");

    public static final SettingsSection<ConversationSettings> SECTION = new SettingsSection<>(ConversationSettings::read,
        SettingsGroup.of("listening", INTENT), SettingsGroup.elsewhere("models", PERSONA, PERSONA_BY_DEVICE, INTENT_TYPE));

    private static ConversationSettings read(SettingsReader settings) {
        Map<DeviceId, String> personas = new LinkedHashMap<>();
        settings.members(PERSONA_BY_DEVICE).forEach((device, text) -> {
            if (text instanceof String persona && !persona.isBlank()) {
                personas.put(new DeviceId(SettingsReader.id(device)), persona.strip());
            }
        });
        settings.get(PERSONA).ifPresent(text -> reportUnknown(settings, PERSONA.key(), text));
        personas.forEach((device, text) -> reportUnknown(settings, DottedKey.of("prompt_by_device", device.value()), text));
        return new ConversationSettings(settings.get(PERSONA), Collections.unmodifiableMap(personas), intent(settings.selected(INTENT)));
    }

    private static Intent intent(SelectedModule chosen) {
        return Intent.valueOf(LetterCase.upper(namedByAlias(chosen.alias(), chosen.type()) ? chosen.alias() : chosen.type()));
    }

    /// Whether the name of an entry says what it is, and not its type: an older template has `type: nointent` in each of them.
    public static boolean namedByAlias(String alias, String type) {
        return type.equals(Setting.word(Intent.NOINTENT)) && Stream.of(Intent.values()).map(Setting::word).anyMatch(alias::equals) && !alias.equals(type);
    }

    private static void reportUnknown(SettingsReader settings, String key, String persona) {
        List<String> unknown = PersonaPlaceholders.unknown(persona);
        if (!unknown.isEmpty()) {
            settings.report(Problem.of(ProblemCode.PERSONA_PLACEHOLDERS, new ProblemSubject.Setting(key), key, String.join(", ", unknown)));
        }
    }

    /// The persona for a device: its own, else the one for all.
    public Optional<String> persona(DeviceId device) {
        return Optional.ofNullable(personas.get(device)).or(() -> persona);
    }

    /// How the program recognizes that a person wants an action and not just an answer. In lower case, the names are the types of a
    /// xiaozhi server.
    public enum Intent {
        /// The answering model gets the tools.
        FUNCTION_CALL,
        /// The model for the purpose `intent` is asked first; the answering model gets no tools.
        INTENT_LLM,
        /// Not at all: the answering model gets no tools.
        NOINTENT
    }
}
