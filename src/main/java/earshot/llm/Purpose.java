package earshot.llm;

import earshot.data.LetterCase;

/// What a model is used for; each purpose may have a model of its own. Source: badge-protocol section 4.
public enum Purpose {
    CHAT, MEETING, CODING, WORKING, INTENT, MEMORY;

    public String key() {
        return LetterCase.lower(name());
    }
}
