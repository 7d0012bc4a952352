package earshot.task;

import earshot.data.LetterCase;

public enum TaskStatus {
    OPEN, DONE;

    String wireName() {
        return LetterCase.lower(name());
    }
}
