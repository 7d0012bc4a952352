package earshot.conversation;

import module java.base;

import earshot.turn.AssistantRequest;

/// Who the assistant is: the text of the system message, and a few fixed sentences in the language of that text.
///
/// A model is told the device's name and never its id, which may be a MAC address.
///
/// @param text may hold placeholders, see [PersonaPlaceholders]
record Persona(String text) {
    private static final String DEFAULT = """
        You are {{device_name}}, a friendly voice assistant. What you answer is spoken aloud: one to three short sentences, plain words, no lists, \
        no markdown, in the language that you are spoken to. Begin with one emoji that shows your mood. \
        It is {{today_weekday}}, {{today_date}}, {{current_time}}.""";

    /// @param written the persona in the settings; blank or empty gives the default one
    static Persona of(Optional<String> written) {
        return new Persona(written.filter(text -> !text.isBlank()).orElse(DEFAULT));
    }

    String instructions(AssistantRequest.DeviceInfo device, ZonedDateTime now, Optional<String> role, Optional<String> memory) {
        Locale locale = isChinese(text) ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
        StringBuilder all = new StringBuilder(PersonaPlaceholders.fill(text, device.spokenName(), now, locale));
        role.ifPresent(taken -> all.append("\n\n").append(isChinese(text) ? "现在你扮演：" : "From now on you play this role: ").append(taken));
        memory.filter(known -> !known.isBlank())
            .ifPresent(known -> all.append("\n\n").append(isChinese(text) ? "你记得以前的对话：\n" : "What you remember of earlier conversations:\n").append(known));
        return all.toString();
    }

    /// Spoken when the answer failed.
    ///
    /// @param said what the person said last; it decides the language where the persona is the default one
    String apology(String said) {
        return speaksChinese(said) ? "抱歉，我刚才没能想出来，请再说一次。" : "Sorry, that did not work. Please try again.";
    }

    String goodbye(String said) {
        return speaksChinese(said) ? "再见，期待下次聊天！" : "Goodbye, talk to you soon.";
    }

    /// Spoken before a connection is closed because nobody has spoken for long.
    String farewell(String said) {
        return speaksChinese(said) ? "好久没有听到你说话了。再见，期待下次聊天！" : "It has been quiet for a while. Goodbye, talk to you soon.";
    }

    /// Spoken in answer to a wake word.
    String greeting(String said) {
        return speaksChinese(said) ? "我在。" : "I am here.";
    }

    private boolean speaksChinese(String said) {
        return isChinese(text) || text.equals(DEFAULT) && isChinese(said);
    }

    private static boolean isChinese(String text) {
        return text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }
}
