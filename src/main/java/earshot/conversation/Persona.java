package earshot.conversation;

import module java.base;

import earshot.turn.AssistantRequest;

/// Who the assistant is: the text of the system message.
///
/// A model is told the device's name and never its id, which may be a MAC address.
///
/// @param text as it is written
/// @param placeholders the same, to be filled
/// @param language of the text, as far as it shows; English otherwise
record Persona(String text, PersonaPlaceholders placeholders, Locale language) {
    private static final String DEFAULT = """
        You are {{device_name}}, a friendly voice assistant. What you answer is spoken aloud: one to three short sentences, plain words, no lists, \
        no markdown, in the language that you are spoken to. Begin with one emoji that shows your mood. \
        It is {{today_weekday}}, {{today_date}}, {{current_time}}.""";

    /// @param written the persona in the settings; blank or empty gives the default one
    static Persona of(Optional<String> written) {
        String text = textOf(written);
        return new Persona(text, PersonaPlaceholders.of(text), LanguageGuesser.guess(text).map(Locale::forLanguageTag).orElse(Locale.ENGLISH));
    }

    /// Whether it is the one that is written so.
    boolean isOf(Optional<String> written) {
        return text.equals(textOf(written));
    }

    private static String textOf(Optional<String> written) {
        return written.filter(text -> !text.isBlank()).orElse(DEFAULT);
    }

    String instructions(AssistantRequest.DeviceInfo device, ZonedDateTime now, Optional<String> role, Optional<String> memory) {
        boolean chinese = language.getLanguage().equals("zh");
        StringBuilder all = new StringBuilder(placeholders.fill(device.spokenName(), now, language));
        role.ifPresent(taken -> all.append("\n\n").append(chinese ? "现在你扮演：" : "From now on you play this role: ").append(taken));
        memory.filter(known -> !known.isBlank())
            .ifPresent(known -> all.append("\n\n")
                .append(chinese ? "你记得以前的对话：\n" : "What you remember of earlier conversations:\n").append(known));
        return all.toString();
    }
}
