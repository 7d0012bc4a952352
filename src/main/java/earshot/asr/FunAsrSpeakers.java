package earshot.asr;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.asr.RecognitionResult.SpeakerPart;

/// Who said what, in the answers of a FunASR server with a speaker model: `stamp_sents` is a list of sentences with `text_seg`, `punc`, `start` (ms) and
/// `spk`. The server numbers the speakers of each utterance again; some of its variants give names instead.
final class FunAsrSpeakers {
    private static final String FIRST = "S1";
    /// Of an utterance.
    static final int MOST = 200;

    private FunAsrSpeakers() {}

    /// One part for each stretch of one speaker; empty where the server does not tell speakers apart.
    static List<SpeakerPart> parts(JsonNode sentences) {
        List<SpeakerPart> parts = new ArrayList<>();
        for (JsonNode sentence : sentences) {
            JsonNode spk = sentence.path("spk");
            String text = text(sentence);
            if (!spk.isIntegralNumber() && !spk.isTextual() || parts.size() == MOST) {
                return List.of();
            }
            if (!text.isEmpty()) {
                String speaker = spk.isTextual() && !spk.asText().matches("\\d+") ? spk.asText().strip() : "S" + (spk.asInt() + 1);
                append(parts, new SpeakerPart(speaker, text, Duration.ofMillis(Math.max(0, sentence.path("start").asLong()))));
            }
        }
        return parts;
    }

    private static void append(List<SpeakerPart> parts, SpeakerPart next) {
        if (!parts.isEmpty() && parts.getLast().speaker().equals(next.speaker())) {
            SpeakerPart last = parts.removeLast();
            boolean spaced = last.text().codePointBefore(last.text().length()) < 0x2e80 && next.text().codePointAt(0) < 0x2e80;
            parts.add(new SpeakerPart(last.speaker(), last.text() + (spaced ? " " : "") + next.text(), last.begin()));
        } else {
            parts.add(next);
        }
    }

    /// All parts where they tell more than that somebody spoke: a number that every utterance begins with tells nothing.
    static List<SpeakerPart> telling(List<SpeakerPart> parts) {
        List<SpeakerPart> merged = new ArrayList<>();
        parts.forEach(part -> append(merged, part));
        return merged.stream().allMatch(part -> part.speaker().equals(FIRST)) ? List.of() : merged;
    }

    /// The words come with a space between each two characters, the punctuation apart.
    private static String text(JsonNode sentence) {
        String words = OpenAiRecognizer.withoutMarkers(sentence.path("text_seg").asText())
            .replaceAll("(?<=[\\x{2e80}-\\x{ffff}]) +(?=[\\x{2e80}-\\x{ffff}])", "").strip();
        return words.isEmpty() ? "" : words + sentence.path("punc").asText().strip();
    }
}
