package earshot.remote;

import module java.base;

import earshot.data.Digest;
import earshot.data.Hmac;
import earshot.data.LetterCase;
import java.net.http.HttpRequest;

/// What Tencent Cloud is asked for: a request signed with both keys of a section (`TC3-HMAC-SHA256`).
///
/// @param service as its scope names it
/// @param name of the action
/// @param version of the API, a date
public record TencentAction(String service, String name, String version) {
    private static final String SIGNING = "TC3-HMAC-SHA256";
    private static final String TYPE = "application/json; charset=utf-8";
    private static final String SIGNED = "content-type;host;x-tc-action";

    /// Reads `secret_id`, `secret_key` and `region` of the section.
    ///
    /// @param body JSON
    public HttpRequest request(ProviderSettings provider, URI address, String usualRegion, String body, Instant now) {
        String seconds = String.valueOf(now.getEpochSecond());
        return SharedHttpClient.request(address).header("Content-Type", TYPE).header("Authorization", authorization(provider, address, body, now))
            .header("X-TC-Action", name).header("X-TC-Version", version).header("X-TC-Timestamp", seconds)
            .header("X-TC-Region", provider.text("region").orElse(usualRegion)).POST(HttpRequest.BodyPublishers.ofString(body)).build();
    }

    private String authorization(ProviderSettings provider, URI address, String body, Instant now) {
        String host = address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
        String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        String headers = String.join("\n", "content-type:" + TYPE, "host:" + host, "x-tc-action:" + LetterCase.lower(name), "");
        String request = String.join("\n", "POST", path, "", headers, SIGNED, sha256(body));
        String date = LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
        String scope = date + "/" + service + "/tc3_request";
        String signed = String.join("\n", SIGNING, String.valueOf(now.getEpochSecond()), scope, sha256(request));
        byte[] key = ("TC3" + provider.required("secret_key")).getBytes(StandardCharsets.UTF_8);
        for (String part : List.of(date, service, "tc3_request")) {
            key = hmac(key, part);
        }
        return SIGNING + " Credential=" + provider.required("secret_id") + "/" + scope + ", SignedHeaders=" + SIGNED + ", Signature="
            + HexFormat.of().formatHex(hmac(key, signed));
    }

    private static String sha256(String text) {
        return Digest.of(text, 64);
    }

    private static byte[] hmac(byte[] key, String text) {
        return Hmac.SHA_256.of(key, text.getBytes(StandardCharsets.UTF_8));
    }
}
