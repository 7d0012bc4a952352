package earshot.server;

import module java.base;

import earshot.problem.ProblemReason;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;

/// Reads a certificate chain and its key from PEM or PKCS#12 files.
final class TlsIdentityFile {
    private static final Pattern KEY = Pattern.compile("-----BEGIN ([A-Z0-9 ]*)PRIVATE KEY-----([A-Za-z0-9+/=\\s]{1,100000})-----END");
    private static final long MAX_BYTES = 1 << 20;

    private TlsIdentityFile() {}

    /// What is wrong with the files, in the words of a [ProblemReason].
    static final class UnusableException extends GeneralSecurityException {
        UnusableException(ProblemReason reason) {
            this(reason.toString(), null);
        }

        UnusableException(String reason, Exception cause) {
            super(reason, cause);
        }
    }

    /// A key with its chain, the own certificate first.
    record Identity(PrivateKey key, List<X509Certificate> chain) {
        X509Certificate own() {
            return chain.getFirst();
        }
    }

    /// @param keyFile only for PEM
    /// @throws IOException when a file cannot be read
    /// @throws UnusableException when it does not hold what is needed
    static Identity read(Path certificate, Optional<Path> keyFile, Optional<String> password) throws IOException, GeneralSecurityException {
        byte[] bytes = bytes(certificate);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Identity identity = text.contains("-----BEGIN") ? pem(text, keyFile.isPresent() ? new String(bytes(keyFile.get()), StandardCharsets.ISO_8859_1) : text)
            : pkcs12(bytes, password.orElse(""));
        checkMatch(identity);
        checkValidity(identity.own());
        return identity;
    }

    private static void checkValidity(X509Certificate certificate) throws UnusableException {
        try {
            certificate.checkValidity();
        } catch (CertificateExpiredException e) {
            throw new UnusableException(ProblemReason.CERTIFICATE_EXPIRED.with(certificate.getNotAfter().toInstant().toString()), e);
        } catch (CertificateNotYetValidException e) {
            throw new UnusableException(ProblemReason.CERTIFICATE_NOT_YET_VALID.with(certificate.getNotBefore().toInstant().toString()), e);
        }
    }

    private static byte[] bytes(Path file) throws IOException, UnusableException {
        // whoever opens a pipe waits until somebody writes
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new UnusableException(ProblemReason.NOT_A_FILE);
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new UnusableException(ProblemReason.TOO_LARGE);
        }
        return Files.readAllBytes(file);
    }

    private static Identity pem(String certificates, String keys) throws GeneralSecurityException {
        int begin = certificates.indexOf("-----BEGIN CERTIFICATE-----");
        int end = certificates.lastIndexOf("-----END CERTIFICATE-----");
        if (begin < 0 || end < begin) {
            throw new UnusableException(ProblemReason.NO_CERTIFICATE);
        }
        String chain = Stream.of(certificates.split("(?=-----BEGIN )")).filter(block -> block.startsWith("-----BEGIN CERTIFICATE-----"))
            .collect(Collectors.joining());
        List<X509Certificate> read = CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(chain.getBytes(StandardCharsets.ISO_8859_1)))
            .stream().map(X509Certificate.class::cast).toList();
        Matcher key = KEY.matcher(keys);
        if (!key.find()) {
            throw new UnusableException(ProblemReason.NO_PRIVATE_KEY);
        }
        if (!key.group(1).isEmpty()) {
            throw new UnusableException(ProblemReason.KEY_NOT_PKCS8);
        }
        byte[] der = Base64.getMimeDecoder().decode(key.group(2));
        return new Identity(KeyFactory.getInstance(read.getFirst().getPublicKey().getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(der)), read);
    }

    private static Identity pkcs12(byte[] bytes, String password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(new ByteArrayInputStream(bytes), password.toCharArray());
        } catch (IOException e) {
            throw new UnusableException(
                (e.getCause() instanceof UnrecoverableKeyException ? ProblemReason.WRONG_PASSWORD : ProblemReason.NO_KEYSTORE).toString(), e);
        }
        for (String alias : Collections.list(store.aliases())) {
            if (store.getKey(alias, password.toCharArray()) instanceof PrivateKey key && store.getCertificateChain(alias) instanceof Certificate[] chain) {
                return new Identity(key, Stream.of(chain).map(X509Certificate.class::cast).toList());
            }
        }
        throw new UnusableException(ProblemReason.NO_PRIVATE_KEY);
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
            throw new UnusableException(ProblemReason.KEY_OF_ANOTHER);
        }
    }
}
