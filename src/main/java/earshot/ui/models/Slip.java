package earshot.ui.models;

import java.util.Optional;

/// What is wrong with something written.
///
/// @param fix what was probably meant, to be put in its place
record Slip(String words, Optional<String> fix) {
    static Slip of(String words) {
        return new Slip(words, Optional.empty());
    }
}
