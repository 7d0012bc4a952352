package earshot.tts;

import module java.base;

import earshot.data.Digest;
import earshot.data.LetterCase;

/// What the read-aloud service of the Edge browser is asked, as the browser and its public clients ask it.
///
/// @param voice a short name, for example `zh-CN-XiaoxiaoNeural`
/// @param rate change of the speed in percent
record EdgeRequest(String voice, int rate, String sentence) {
    static final String CONTENT_TYPE = "audio/mpeg";
    private static final String CLIENT_TOKEN = "6A5AA1D4EAFF4E9FB37E23D68491D6F4";
    private static final String BROWSER = "143";
    private static final String BROWSER_BUILD = BROWSER + ".0.3650.75";
    private static final Duration SINCE_1601 = Duration.ofSeconds(11_644_473_600L);
    private static final long ROUNDED_SECONDS = 300;
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter
        .ofPattern("EEE MMM dd yyyy HH:mm:ss 'GMT+0000 (Coordinated Universal Time)'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /// Of every request, seen by the service as those of the browser.
    private static final Map<String, String> HEADERS = Map.of("Origin", "chrome-extension://jdiccldimpdaibmpdkjnbmckianbfold", "Pragma", "no-cache",
        "Cache-Control", "no-cache",
        "User-Agent",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/" + BROWSER + ".0.0.0 Safari/537.36 Edg/" + BROWSER + ".0.0.0",
        "Accept-Encoding", "gzip, deflate, br, zstd", "Accept-Language", "en-US,en;q=0.9");

    /// With the cookie that names a browser.
    static Map<String, String> headers(UUID browser) {
        Map<String, String> headers = new LinkedHashMap<>(HEADERS);
        headers.put("Cookie", "muid=" + LetterCase.upper(plain(browser)) + ";");
        return headers;
    }

    /// Where the service lists its voices.
    static URI listAddress(URI service, Instant now) {
        String beside = service.toString().replaceFirst("^ws", "http").replaceFirst("/edge/v1$", "");
        return URI.create(beside + "/voices/list?trustedclienttoken=" + CLIENT_TOKEN + "&Sec-MS-GEC=" + token(now) + "&Sec-MS-GEC-Version=1-" + BROWSER_BUILD);
    }

    /// The address of one connection, with a token that holds for five minutes.
    static URI address(URI service, Instant now, UUID connection) {
        return URI.create(service + "?TrustedClientToken=" + CLIENT_TOKEN + "&Sec-MS-GEC=" + token(now) + "&Sec-MS-GEC-Version=1-" + BROWSER_BUILD
            + "&ConnectionId=" + plain(connection));
    }

    /// SHA-256 over the time in steps of 100 ns since 1601, rounded down to five minutes, and the client's token.
    static String token(Instant now) {
        long seconds = now.getEpochSecond() + SINCE_1601.toSeconds();
        String text = (seconds - seconds % ROUNDED_SECONDS) * 10_000_000L + CLIENT_TOKEN;
        return HexFormat.of().withUpperCase().formatHex(Digest.sha256().digest(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /// The first message: the format of the sound.
    static String config(Instant now) {
        return "X-Timestamp:" + TIMESTAMP.format(now) + "\r\nContent-Type:application/json; charset=utf-8\r\nPath:speech.config\r\n\r\n"
            + "{\"context\":{\"synthesis\":{\"audio\":{\"metadataoptions\":{\"sentenceBoundaryEnabled\":\"false\",\"wordBoundaryEnabled\":\"false\"},"
            + "\"outputFormat\":\"audio-24khz-48kbitrate-mono-mp3\"}}}}\r\n";
    }

    /// The second message: the sentence. The Z after the time is the browser's.
    String ssml(Instant now, UUID request) {
        return "X-RequestId:" + plain(request) + "\r\nContent-Type:application/ssml+xml\r\nX-Timestamp:" + TIMESTAMP.format(now) + "Z\r\nPath:ssml\r\n\r\n"
            + "<speak version='1.0' xmlns='http://www.w3.org/2001/10/synthesis' xml:lang='en-US'><voice name='" + escaped(voice)
            + "'><prosody pitch='+0Hz' rate='" + (rate < 0 ? "" : "+") + rate + "%' volume='+0%'>"
            + escaped(sentence) + "</prosody></voice></speak>";
    }

    private static String plain(UUID id) {
        return id.toString().replace("-", "");
    }

    /// The service refuses control characters.
    private static String escaped(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]", " ").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            .replace("'", "&apos;");
    }
}
