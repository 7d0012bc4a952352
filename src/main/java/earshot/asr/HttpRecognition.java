package earshot.asr;

import static earshot.data.JsonMappers.strictTree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.remote.ProviderAddress;
import earshot.remote.ProviderCall;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderSettings;

/// A service over HTTP whose protocol is known: asks for the text of an utterance with what its section says, under the keys, and with the values where one is
/// absent, of xiaozhi-esp32-server.
sealed interface HttpRecognition permits TencentRecognition, AliyunRecognition, QwenRecognition, BaiduRecognition {
    ProviderSettings provider();

    /// Sends an utterance and waits for its text, which is empty when nothing was understood.
    ///
    /// @param pcm samples of 16 bits, little endian, at [HttpRecognizer#RATE]
    /// @throws earshot.problem.ProblemException when the service refuses it or the section is not complete
    String text(ProviderCall call, byte[] pcm, Instant now);

    /// What it is told to expect beside the sound.
    default List<String> hints() {
        return List.of();
    }

    /// As it is written, else the usual one of the service.
    default URI address() {
        return ProviderAddress.parseAsWritten(provider().httpAddress()).orElseThrow(() -> ProviderErrors.incomplete(provider(), "base_url"));
    }

    /// The answer to what was sent.
    default JsonNode answer(ProviderCall call) {
        String text = call.text(HttpRecognizer.LARGEST);
        JsonNode answer = strictTree(text);
        if (!answer.isObject()) {
            throw call.errors().malformed(text);
        }
        return answer;
    }

    /// The text at one place of an answer; what has none is refused.
    ///
    /// @param place a JSON pointer
    default String textAt(ProviderCall call, JsonNode answer, String place) {
        JsonNode text = answer.at(place);
        if (!text.isTextual()) {
            throw call.errors().ofStatus(0, answer.toString());
        }
        return text.textValue();
    }
}
