package earshot.tts;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.remote.ProviderAddress;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderSettings;
import earshot.remote.SharedHttpClient;
import java.net.http.HttpRequest;

/// A service over HTTP whose protocol is known: asks for a sentence with what its section says, under the keys, and with the values where one is absent, of
/// xiaozhi-esp32-server.
sealed interface HttpSpeech permits AcgnSpeech, AliyunSpeech, CozeSpeech, DoubaoSpeech, ElevenLabsSpeech, FishSpeech, GptSovits2Speech, GptSovits3Speech,
    IndexTtsSpeech, LinkerAiSpeech, MiniMaxSpeech, PaddleSpeechHttp, SiliconFlowSpeech, TencentSpeech {
    ProviderSettings provider();

    HttpRequest request(String sentence);

    /// What the sound is where it has no sign of its format.
    default SampleFormat samples() {
        return SampleFormat.of(provider());
    }

    /// As it is written, else the usual one of the service.
    default String address() {
        return provider().httpAddress();
    }

    /// Begins a request with the key as a bearer token, where there is one.
    default HttpRequest.Builder head(String address) {
        return SharedHttpClient.request(uri(address), provider().key());
    }

    default URI uri(String address) {
        return ProviderAddress.parseAsWritten(address).orElseThrow(() -> ProviderErrors.incomplete(provider(), "api_url"));
    }

    default HttpRequest post(HttpRequest.Builder head, ObjectNode body) {
        return head.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body.toString())).build();
    }
}
