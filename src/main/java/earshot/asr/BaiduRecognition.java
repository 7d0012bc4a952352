package earshot.asr;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.remote.BaiduTokens;
import earshot.remote.ProviderCall;
import earshot.remote.ProviderSettings;
import earshot.remote.SharedHttpClient;
import java.net.http.HttpRequest;

/// The recognition of short speech by Baidu, at most a minute.
///
/// @param tokens shared by all connections
record BaiduRecognition(ProviderSettings provider, BaiduTokens tokens) implements HttpRecognition {
    private static final String MANDARIN = "1537";
    /// The sound is of no use: nobody spoke, or too much else is in it.
    private static final int NOTHING_HEARD = 3301;
    /// Codes by the HTTP status that says the same.
    private static final Map<Integer, Integer> LIKE = Map.of(110, 401, 111, 401, 3302, 401, 3303, 500, 3304, 429, 3305, 402, 3307, 500, 3308, 413, 3309, 500,
        3310, 413);

    @Override
    public String text(ProviderCall call, byte[] pcm, Instant now) {
        return tokens.using(call, now, token -> text(call, token, pcm));
    }

    private String text(ProviderCall call, String token, byte[] pcm) {
        ObjectNode body = JSON.createObjectNode().put("speech", Base64.getEncoder().encodeToString(pcm)).put("len", pcm.length).put("channel", 1)
            .put("format", "pcm").put("rate", HttpRecognizer.RATE).put("dev_pid", provider.text("dev_pid").orElse(MANDARIN)).put("cuid", md5(token))
            .put("token", token);
        call.send(SharedHttpClient.request(address()).header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())).build());
        JsonNode answer = answer(call);
        int code = answer.path("err_no").asInt(answer.path("error_code").asInt());
        if (code == NOTHING_HEARD) {
            return "";
        }
        if (code != 0) {
            throw call.errors().ofCode(String.valueOf(code), answer.path("err_msg").asText(answer.path("error_msg").asText()), LIKE.getOrDefault(code, 400));
        }
        return textAt(call, answer, "/result/0");
    }

    /// By which Baidu tells its users apart.
    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
