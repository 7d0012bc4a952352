package earshot.remote;

import java.security.cert.CertificateException;

/// Nobody vouches for the certificate of a provider, and its owner has not accepted it.
final class UntrustedCertificateException extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final String fingerprint;

    /// @param fingerprint SHA-256, as people compare it: `AB:CD:…`
    UntrustedCertificateException(String fingerprint, CertificateException reason) {
        super(reason.getMessage(), reason);
        this.fingerprint = fingerprint;
    }

    String fingerprint() {
        return fingerprint;
    }
}
