package earshot.server;

import module java.base;

import earshot.problem.ProblemSinkFake;
import earshot.time.Time;
import java.security.cert.Certificate;

/// Certificates for tests, each made once.
public final class TlsSamples {
    static final char[] PASSWORD = SelfSignedCertificate.PASSWORD.toCharArray();
    private static final Map<String, Path> MADE = new HashMap<>();

    private TlsSamples() {}

    /// A PKCS#12 file with the certificate of this name.
    static synchronized Path file(String name) {
        return MADE.computeIfAbsent(name, _ -> {
            try {
                Path file = Files.createTempDirectory("tls-sample").resolve(name + ".p12");
                SelfSignedCertificate.make(file, List.of("localhost", "127.0.0.1", name), Instant.now());
                return file;
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /// What a server needs to show this certificate.
    public static SSLContext serving(String name) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store(name), PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static TlsCertificates certificates(Supplier<TlsSettings> settings, Path generated, Time time) {
        return new TlsCertificates(settings, generated, new ProblemSinkFake(), time);
    }

    public static String pem(String name) throws IOException, GeneralSecurityException {
        return block("CERTIFICATE", store(name).getCertificate("earshot").getEncoded());
    }

    public static String key(String name) throws IOException, GeneralSecurityException {
        return block("PRIVATE KEY", store(name).getKey("earshot", PASSWORD).getEncoded());
    }

    public static String fingerprint(String name) throws IOException, GeneralSecurityException {
        return HexFormat.ofDelimiter(":").withUpperCase()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(store(name).getCertificate("earshot").getEncoded()));
    }

    /// A client's context that trusts this certificate only.
    public static SSLContext trusting(Path file) throws IOException, GeneralSecurityException {
        Certificate certificate = KeyStore.getInstance(file.toFile(), PASSWORD).getCertificate("earshot");
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore store(String name) throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(file(name).toFile(), PASSWORD);
    }

    private static String block(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }
}
