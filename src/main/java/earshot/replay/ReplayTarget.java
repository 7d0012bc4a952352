package earshot.replay;

import module java.base;

import earshot.capture.RecordedHandshake;
import earshot.id.DeviceId;
import earshot.simulator.ServerUrl;

/// The server that a recorded device is played against, and what only the person who plays it knows.
///
/// @param url its path is that of the recording where it has none
/// @param token for `Authorization`, since a recording holds none
/// @param fingerprint SHA-256 of the only certificate to trust
/// @param speed how many times faster than recorded, above 0
/// @param patience how much longer than in the recording an answer of the server may take
public record ReplayTarget(String url, Optional<String> token, Optional<String> fingerprint, double speed, Duration patience) {
    private static final String MASKED = "***";
    private static final Set<String> OF_THE_SOCKET = Set.of("host", "upgrade", "connection", "content-length", "transfer-encoding");

    public ReplayTarget {
        if (speed <= 0) {
            throw new IllegalArgumentException("speed " + speed);
        }
    }

    ServerUrl address(RecordedHandshake handshake) {
        ServerUrl given = ServerUrl.of(url).trusting(fingerprint);
        String path = given.path().equals("/") ? handshake.path() : given.path().split("\\?", 2)[0];
        String query = known(handshake);
        return new ServerUrl(given.secure(), given.host(), given.port(), query.isEmpty() ? path : path + "?" + query, fingerprint);
    }

    /// The query of the recording; a token in it is the given one, other secrets are left out.
    private String known(RecordedHandshake handshake) {
        return Stream.of(handshake.query().split("&")).filter(part -> !part.isEmpty()).flatMap(part -> {
            String name = part.split("=", 2)[0];
            return !part.contains(MASKED) ? Stream.of(part) : switch (name) {
                case "client-id" -> Stream.of(name + "=" + clientId(handshake));
                case "token", "authorization" -> token.stream().map(given -> name + "=" + URLEncoder.encode(given, StandardCharsets.UTF_8));
                default -> Stream.<String>empty();
            };
        }).collect(Collectors.joining("&"));
    }

    /// The headers of the recording, as firmware writes their names.
    Map<String, String> headers(RecordedHandshake handshake) {
        Map<String, String> headers = new TreeMap<>();
        handshake.headers().forEach((name, value) -> {
            if (!OF_THE_SOCKET.contains(name) && !name.startsWith("sec-websocket-")) {
                header(handshake, name, value).ifPresent(known -> headers.put(written(name), known));
            }
        });
        return headers;
    }

    private Optional<String> header(RecordedHandshake handshake, String name, String value) {
        if (!value.contains(MASKED)) {
            return Optional.of(value);
        }
        return switch (name) {
            case "client-id" -> Optional.of(clientId(handshake));
            case "authorization" -> token.map(given -> "Bearer " + given);
            default -> Optional.empty();
        };
    }

    private static String clientId(RecordedHandshake handshake) {
        return clientId(handshake.device());
    }

    /// A recording holds none: with it and the device id anybody gets the token.
    static String clientId(DeviceId device) {
        return UUID.nameUUIDFromBytes(device.value().getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String written(String name) {
        return Stream.of(name.split("-")).map(part -> part.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1))
            .collect(Collectors.joining("-"));
    }
}
