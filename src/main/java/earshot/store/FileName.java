package earshot.store;

import module java.base;

import earshot.data.Digest;

/// Names of files made from ids that others chose.
public final class FileName {
    /// Names that Windows reserves for devices, with any extension.
    private static final Pattern RESERVED = Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");
    /// File systems take 255 bytes; the rest is for extensions.
    private static final int LONGEST = 200;

    private FileName() {}

    /// A name that every file system accepts and that cannot point to another directory; different ids have different names. ASCII only.
    public static String of(String id) {
        String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace(".", "%2E").replace("*", "%2A");
        if (encoded.isEmpty() || RESERVED.matcher(encoded).matches()) {
            return "%" + encoded;
        }
        if (encoded.length() <= LONGEST) {
            return encoded;
        }
        // not in the middle of an encoded byte
        return encoded.substring(0, LONGEST - 40).replaceFirst("%.?$", "") + "-" + Digest.of(id, 32);
    }
}
