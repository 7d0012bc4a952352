package earshot.server;

import module java.base;

import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;

/// Reads a certificate chain and its key from PEM or PKCS#12 files.
final class TlsIdentityFile {
    private static final Pattern KEY = Pattern.compile("-----BEGIN ([A-Z0-9 ]*)PRIVATE KEY-----([A-Za-z0-9+/=\\s]{1,100000})-----END");
    private static final long MAX_BYTES = 1 << 20;

    private TlsIdentityFile() {}

    /// A key with its chain, the own certificate first.
    record Identity(PrivateKey key, List<X509Certificate> chain) {
        X509Certificate own() {
            return chain.getFirst();
        }
    }

    /// @param keyFile only for PEM
    /// @throws IOException when a file cannot be read
    /// @throws GeneralSecurityException with a message for the owner
    static Identity read(Path certificate, Optional<Path> keyFile, Optional<String> password) throws IOException, GeneralSecurityException {
        byte[] bytes = bytes(certificate);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Identity identity = text.contains("-----BEGIN") ? pem(text, keyFile.isPresent() ? new String(bytes(keyFile.get()), StandardCharsets.ISO_8859_1) : text) : pkcs12(bytes, password.orElse(""));
        checkMatch(identity);
        identity.own().checkValidity();
        return identity;
    }

    private static byte[] bytes(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("larger than 1 MB");
        }
        return Files.readAllBytes(file);
    }

    private static Identity pem(String certificates, String keys) throws GeneralSecurityException {
        int begin = certificates.indexOf("-----BEGIN CERTIFICATE-----");
        int end = certificates.lastIndexOf("-----END CERTIFICATE-----");
        if (begin < 0 || end < begin) {
            throw new GeneralSecurityException("no certificate is in the file");
        }
        String chain = Stream.of(certificates.split("(?=-----BEGIN )")).filter(block -> block.startsWith("-----BEGIN CERTIFICATE-----")).collect(Collectors.joining());
        List<X509Certificate> read = CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(chain.getBytes(StandardCharsets.ISO_8859_1)))
            .stream().map(X509Certificate.class::cast).toList();
        Matcher key = KEY.matcher(keys);
        if (!key.find()) {
            throw new GeneralSecurityException("no private key is in the file");
        }
        if (!key.group(1).isEmpty()) {
            throw new GeneralSecurityException("the key is " + key.group(1).strip().toLowerCase(Locale.ROOT) + "; turn it into PKCS#8 with: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
        }
        byte[] der = Base64.getMimeDecoder().decode(key.group(2));
        return new Identity(KeyFactory.getInstance(read.getFirst().getPublicKey().getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(der)), read);
    }

    private static Identity pkcs12(byte[] bytes, String password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(bytes), password.toCharArray());
        for (String alias : Collections.list(store.aliases())) {
            if (store.getKey(alias, password.toCharArray()) instanceof PrivateKey key && store.getCertificateChain(alias) instanceof Certificate[] chain) {
                return new Identity(key, Stream.of(chain).map(X509Certificate.class::cast).toList());
            }
        }
        throw new GeneralSecurityException("no private key is in the file");
    }

    /// During a renewal the files may be of different certificates for a moment.
    private static void checkMatch(Identity identity) throws GeneralSecurityException {
        String algorithm = switch (identity.key().getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case String other -> other;
        };
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(identity.key());
        byte[] signed = signing.sign();
        signing.initVerify(identity.own().getPublicKey());
        if (!signing.verify(signed)) {
            throw new GeneralSecurityException("the key does not belong to the certificate");
        }
    }
}
