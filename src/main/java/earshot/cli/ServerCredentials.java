package earshot.cli;

import module java.base;

import picocli.CommandLine.Option;

/// The options by which a test device is let in, and knows whom it talks to.
final class ServerCredentials {
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9A-Fa-f]{64}");

    @Option(names = "--token", paramLabel = "TOKEN", description = "Token for the Authorization header; session files hold none.")
    private Optional<String> token = Optional.empty();

    @Option(names = "--trust", paramLabel = "SHA256",
        description = "For wss:// and https://: the fingerprint of the only certificate to trust, as the console shows it.")
    private Optional<String> trust = Optional.empty();

    Optional<String> token() {
        return token;
    }

    /// Fingerprint of the only certificate to trust.
    Optional<String> trust() {
        return trust;
    }

    void check(Usage usage) {
        trust.ifPresent(text -> usage.require(FINGERPRINT.matcher(text.replace(":", "")).matches(),
            "--trust takes a SHA-256 fingerprint: 64 hexadecimal digits, with or without colons"));
    }
}
