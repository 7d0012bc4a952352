package earshot.tts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.remote.ProviderSettings;
import earshot.remote.RequestTemplate;
import java.net.http.HttpRequest;

/// GPT-SoVITS with `api.py`, which is asked by the query of an address.
record GptSovits3Speech(ProviderSettings provider) implements HttpSpeech {
    @Override
    public HttpRequest request(String sentence) {
        ObjectNode content = new SectionContent(provider).text("refer_wav_path").text("prompt_text", "").text("prompt_language").put("text", sentence)
            .text("text_language", "auto").whole("top_k", 15).number("top_p", 1).number("temperature", 1).text("cut_punc", "").number("speed", 1)
            .list("inp_refs").whole("sample_steps", 32).flag("if_sr", false).content();
        return head(address() + "?" + RequestTemplate.query(content)).GET().build();
    }
}
