package earshot.server;

import module java.base;

/// The certificate that the ports show.
///
/// @param fingerprint SHA-256 of the certificate, as pairs of hexadecimal digits with colons
/// @param generated whether the program made it itself
public record TlsCertificate(String fingerprint, boolean generated, Instant notAfter) {}
