package earshot.simulator;

import module java.base;

import earshot.data.Digest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

/// Trusts the certificate with one fingerprint and no other, whatever name or date it has.
final class PinnedCertificate implements X509TrustManager {
    private final byte[] fingerprint;

    private PinnedCertificate(byte[] fingerprint) {
        this.fingerprint = fingerprint;
    }

    /// @param fingerprint SHA-256 in hexadecimal digits, with or without colons
    /// @throws IOException when it is none
    static SSLSocketFactory sockets(String fingerprint) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new PinnedCertificate(HexFormat.of().parseHex(fingerprint.replace(":", "").strip()))}, null);
            return context.getSocketFactory();
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new IOException("no fingerprint: " + fingerprint, e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        if (!MessageDigest.isEqual(Digest.sha256().digest(chain[0].getEncoded()), fingerprint)) {
            throw new CertificateException("the server has a certificate with another fingerprint");
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("a client trusts no clients");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
