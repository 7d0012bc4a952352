package earshot.ui.models;

import java.util.Optional;

/// Error in an input field, with the value that was probably meant.
record InputError(String message, Optional<String> suggestion) {
    static InputError of(String words) {
        return new InputError(words, Optional.empty());
    }
}
