package earshot.operator;

import module java.base;

import earshot.lint.Finding;

/// What would pass if a message were sent now.
///
/// @param texts as they would pass, one after the other
/// @param sound before which of them the voice is heard; empty where it is not
/// @param findings what the protocol lint objects to
/// @param connected whether the device is there to get it
public record MessagePreview(List<String> texts, OptionalInt sound, List<Finding> findings, boolean connected) {
    public MessagePreview {
        texts = List.copyOf(texts);
        findings = List.copyOf(findings);
    }
}
