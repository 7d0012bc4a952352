package earshot.tts;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;

/// The address at which the sound is, in an answer that has no sound itself.
final class SoundLink {
    private static final int MAX_CHARS = 2_000;
    private static final Pattern NAMED = Pattern.compile("(?i).*(?:audio|sound|speech|voice|wav|mp3|tts).*");
    private static final Pattern FILE = Pattern.compile("(?i).*\\.(?:wav|mp3|ogg|oga|opus|flac|m4a|aac|pcm)");

    private SoundLink() {}

    /// The first address of which the name, or the name of its file, says that it is sound. One of this computer or of the network around it only where the
    /// service is there itself: who answers from elsewhere does not choose what is asked for here.
    static Optional<URI> in(JsonNode answer, String service) {
        return of("", answer).filter(address -> allowed(address, service)).findFirst();
    }

    private static Stream<URI> of(String key, JsonNode json) {
        if (json.isTextual()) {
            return address(json.textValue()).filter(uri -> NAMED.matcher(key).matches() || FILE.matcher(uri.getPath()).matches()).stream();
        }
        return json.isArray() ? json.valueStream().flatMap(item -> of(key, item))
            : json.properties().stream().filter(member -> !member.getKey().equals("error")).flatMap(member -> of(member.getKey(), member.getValue()));
    }

    private static Optional<URI> address(String text) {
        try {
            return Optional.of(text.strip()).filter(one -> one.length() <= MAX_CHARS && (one.startsWith("https://") || one.startsWith("http://")))
                .map(URI::create).filter(uri -> uri.getHost() != null && uri.getPath() != null);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean allowed(URI address, String service) {
        String host = address.getHost();
        return address(service).filter(own -> own.getHost().equalsIgnoreCase(host)).isPresent() || !isNear(host);
    }

    private static boolean isNear(String host) {
        try {
            InetAddress literal = InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", ""));
            return literal.isLoopbackAddress() || literal.isAnyLocalAddress() || literal.isLinkLocalAddress() || literal.isSiteLocalAddress()
                || literal instanceof Inet6Address && (literal.getAddress()[0] & 0xfe) == 0xfc;
        } catch (IllegalArgumentException _) {
            return host.indexOf('.') < 0 || host.endsWith(".local") || host.endsWith(".localhost");
        }
    }
}
