package earshot.remote;

import module java.base;

import earshot.data.Digest;
import earshot.data.LetterCase;
import earshot.problem.ProblemReason;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;

/// Which certificates are accepted of providers: those that Java knows, that of whoever runs on this computer, and the one whose fingerprint
/// `certificate_sha256` names. Servers at home mostly have one of their own, which nobody vouches for.
final class CertificateTrust extends X509ExtendedTrustManager {
    private static final X509ExtendedTrustManager KNOWN = known();

    private final Optional<String> fingerprint;

    /// @param fingerprint of the one certificate that is accepted beside those that are known: SHA-256, hexadecimal
    private CertificateTrust(Optional<String> fingerprint) {
        this.fingerprint = fingerprint;
    }

    /// The fingerprint that a provider names, in lower case without anything between its digits.
    static Optional<String> fingerprint(ProviderSettings provider) {
        return provider.text("certificate_sha256").map(CertificateTrust::plain);
    }

    static SSLContext context(Optional<String> fingerprint) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new CertificateTrust(fingerprint)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) throws CertificateException {
        try {
            KNOWN.checkServerTrusted(chain, kind, engine);
        } catch (CertificateException e) {
            accept(chain[0], Objects.requireNonNullElse(engine.getPeerHost(), ""), e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) throws CertificateException {
        KNOWN.checkServerTrusted(chain, kind, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        KNOWN.checkServerTrusted(chain, kind);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) throws CertificateException {
        KNOWN.checkClientTrusted(chain, kind, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) throws CertificateException {
        KNOWN.checkClientTrusted(chain, kind, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        KNOWN.checkClientTrusted(chain, kind);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return KNOWN.getAcceptedIssuers();
    }

    private void accept(X509Certificate certificate, String host, CertificateException reason) throws CertificateException {
        String shown = Digest.fingerprint(certificate.getEncoded());
        if (!OwnNetwork.isThisComputer(host) && fingerprint.filter(plain(shown)::equals).isEmpty()) {
            throw new UntrustedCertificateException(shown, why(certificate, reason), reason);
        }
    }

    /// Why Java does not accept a certificate, in words for people: its own are about the way that it looked for an authority.
    private static String why(X509Certificate certificate, CertificateException reason) {
        try {
            certificate.checkValidity();
        } catch (CertificateExpiredException _) {
            return ProblemReason.CERTIFICATE_EXPIRED.with(certificate.getNotAfter().toInstant());
        } catch (CertificateNotYetValidException _) {
            return ProblemReason.CERTIFICATE_NOT_YET_VALID.with(certificate.getNotBefore().toInstant());
        }
        // whom it is made out to is looked at last, when an authority has been found
        boolean vouchedFor = Stream.iterate((Throwable) reason, Objects::nonNull, Throwable::getCause)
            .noneMatch(cause -> cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException);
        return (vouchedFor ? ProblemReason.CERTIFICATE_OF_ANOTHER_HOST : ProblemReason.CERTIFICATE_WITHOUT_AUTHORITY).toString();
    }

    private static String plain(String written) {
        return LetterCase.lower(written).replaceFirst("^sha-?256[:=/ ]*", "").replaceAll("[^0-9a-f]", "");
    }

    private static X509ExtendedTrustManager known() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return Stream.of(factory.getTrustManagers()).filter(X509ExtendedTrustManager.class::isInstance).map(X509ExtendedTrustManager.class::cast)
                .findFirst().orElseThrow();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
