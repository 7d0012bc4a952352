package earshot.remote;

import java.security.cert.CertificateException;

/// Nobody vouches for the certificate of a provider, and its owner has not accepted it.
final class UntrustedCertificateException extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final String fingerprint;
    private final String why;

    /// @param fingerprint SHA-256, as people compare it: `AB:CD:…`
    /// @param why a [earshot.problem.ProblemReason] as an argument
    UntrustedCertificateException(String fingerprint, String why, CertificateException cause) {
        super(cause.getMessage(), cause);
        this.fingerprint = fingerprint;
        this.why = why;
    }

    String why() {
        return why;
    }

    String fingerprint() {
        return fingerprint;
    }
}
