package earshot.tts;

import earshot.remote.ProviderSettings;
import java.net.http.HttpRequest;

/// GPT-SoVITS with `api_v2.py`: a voice that imitates a recording on the disk of that server.
record GptSovits2Speech(ProviderSettings provider) implements HttpSpeech {
    @Override
    public HttpRequest request(String sentence) {
        return post(head(address()), new SectionContent(provider).put("text", sentence).text("text_lang", "zh")
            .text("ref_audio_path").list("aux_ref_audio_paths").text("prompt_text", "").text("prompt_lang", "zh").whole("top_k", 5).number("top_p", 1)
            .number("temperature", 1).text("text_split_method", "cut0").whole("batch_size", 1).number("batch_threshold", 0.75).flag("split_bucket", true)
            .flag("return_fragment", false).number("speed_factor", 1).flag("streaming_mode", false).whole("seed", -1).flag("parallel_infer", true)
            .number("repetition_penalty", 1.35).content());
    }
}
