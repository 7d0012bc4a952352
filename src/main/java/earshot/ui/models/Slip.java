package earshot.ui.models;

import java.util.Optional;

/// Error in an input field.
///
/// @param fix the value that was probably meant
record Slip(String words, Optional<String> fix) {
    static Slip of(String words) {
        return new Slip(words, Optional.empty());
    }
}
