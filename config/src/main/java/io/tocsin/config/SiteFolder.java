package io.tocsin.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The texts of a site, by file name, and their hash. */
final class SiteFolder {
    /** A file larger than this is no site's: 100,000 tags are 25 MB. */
    private static final long LARGEST_BYTES = 64L << 20;

    static final List<String> NAMES =
            List.of(ParkFile.NAME, TagsFile.NAME, TagsCsv.NAME, AlarmsCsv.NAME, RulesFile.NAME, SettingsFile.NAME);
    private static final byte[] MARK_OF_UTF8 = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Path folder;
    private final Problems problems;

    SiteFolder(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    /** The bytes of every file that a site may have and this folder has. What else lies there is looked at too. */
    SortedMap<String, byte[]> texts() {
        SortedMap<String, byte[]> texts = new TreeMap<>();
        SortedSet<String> present = present();
        for (String name : NAMES) {
            byte[] bytes = present.contains(name) ? bytes(name) : null;
            if (bytes != null) {
                texts.put(name, bytes);
            }
        }
        present.forEach(this::checkName);
        if (!present.contains(TagsFile.NAME) && !present.contains(TagsCsv.NAME)) {
            Text wanted = Wording.text("文件 tags.yaml 或 tags.csv", "a file tags.yaml or tags.csv");
            List<String> strangers =
                    present.stream().filter(name -> !NAMES.contains(name)).toList();
            String nearest = Names.nearest(TagsFile.NAME, strangers);
            problems.error(Place.whole(TagsFile.NAME), Wording.expected(wanted, Wording.NOTHING), nearest);
        }
        return texts;
    }

    /** The deciding variables of an archived site; empty where there were none. */
    byte[] archivedVariables() {
        byte[] bytes = Files.exists(folder.resolve(Variables.FILE)) ? bytes(Variables.FILE) : null;
        return bytes == null ? new byte[0] : bytes;
    }

    private SortedSet<String> present() {
        SortedSet<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> names.add(file.getFileName().toString()));
        } catch (IOException e) {
            Text wanted = Wording.text("可读的站点文件夹", "a site folder that can be read");
            problems.error(Place.whole("."), Wording.expected(wanted, Text.of(folder + " (" + reason(e) + ")")));
        }
        return names;
    }

    private void checkName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!NAMES.contains(name) && (lower.endsWith(".yaml") || lower.endsWith(".yml"))) {
            Text was = Wording.text("没有用处的文件", "a file that nothing reads");
            Text message = Wording.expected(Wording.oneOf(NAMES), was);
            problems.warning(Place.whole(name), message, Names.nearest(name, NAMES));
        }
    }

    /** Null, with a problem, where the file cannot be read. */
    byte @Nullable [] bytes(String name) {
        Path file = folder.resolve(name);
        try {
            if (Files.size(file) <= LARGEST_BYTES) {
                return Files.readAllBytes(file);
            }
            Text wanted = Wording.text("不超过 64 MiB 的文件", "a file of at most 64 MiB");
            problems.error(Place.whole(name), Wording.expected(wanted, Text.of(Files.size(file) + " B")));
        } catch (IOException e) {
            Text wanted = Wording.text("可读的文件", "a file that can be read");
            problems.error(Place.whole(name), Wording.expected(wanted, Text.of(reason(e))));
        }
        return null;
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName();
    }

    /** Null, with a problem, where the bytes are no UTF-8. */
    static @Nullable String decoded(String name, byte[] bytes, Problems problems) {
        boolean marked = bytes.length >= 3 && Arrays.equals(Arrays.copyOf(bytes, 3), MARK_OF_UTF8);
        ByteBuffer rest = marked ? ByteBuffer.wrap(bytes, 3, bytes.length - 3) : ByteBuffer.wrap(bytes);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(rest)
                    .toString();
        } catch (CharacterCodingException e) {
            Text wanted = Wording.text("UTF-8 编码的文本", "text in UTF-8");
            Text was = Wording.text("其他编码", "another encoding");
            problems.error(place(name, bytes, rest.position()), Wording.expected(wanted, was));
            return null;
        }
    }

    private static Place place(String name, byte[] bytes, int position) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < position; i++) {
            if (bytes[i] == '\n') {
                line++;
                start = i + 1;
            }
        }
        String before = new String(bytes, start, position - start, StandardCharsets.UTF_8);
        return new Place(name, line, 1 + before.codePointCount(0, before.length()), Place.Path.ROOT);
    }

    /** SHA-256 over each name, a zero byte, the length as 8 bytes and the bytes, in the order of the names. */
    static String hash(SortedMap<String, byte[]> texts) {
        MessageDigest digest = sha256();
        texts.forEach((name, bytes) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(bytes.length).array());
            digest.update(bytes);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected SHA-256 in every Java runtime", e);
        }
    }
}
