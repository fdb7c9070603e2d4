package io.tocsin.journal;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Files in memory with a disk beneath that is as bad as the promises of fdatasync allow: un-synced writes reach it torn,
 * in any order or not at all, un-synced names likewise, and after a failed sync the written bytes are seen but are
 * not on the disk. It can end at any operation that changes something.
 */
final class SimulatedStorage implements Storage {

    /** The end of the simulated process. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Inode {
        byte[] onDisk = new byte[0];
        byte[] seen = new byte[0];
        List<Write> unsynced = new ArrayList<>();
    }

    private static final class Write {
        final int at;
        final byte[] bytes;

        Write(int at, byte[] bytes) {
            this.at = at;
            this.bytes = bytes;
        }
    }

    /** An un-synced change of the folder: a name that goes, a name that comes, or both at once. */
    private record NameChange(String gone, String come, Inode inode) {}

    private final Random random;
    private Map<String, Inode> seen = new TreeMap<>();
    private Map<String, Inode> onDisk = new TreeMap<>();
    private List<NameChange> unsynced = new ArrayList<>();
    private boolean locked;
    private boolean crashed;
    private int changes;
    private int crashAtChange = -1;
    private int failAtForce = -1;
    private int forces;
    private int failAtNames = -1;
    private int nameChanges;
    private Runnable beforeOpen = () -> {};
    private long bytesLeft = Long.MAX_VALUE;
    private boolean writesInFlight;

    SimulatedStorage(long seed) {
        random = seeded(seed);
    }

    /** The first numbers of neighbouring seeds of {@link Random} are alike; of these they are not. */
    static Random seeded(long seed) {
        return new Random(new SplittableRandom(seed).nextLong());
    }

    /** The process ends at the n-th change from now on. */
    void crashAtChange(int n) {
        crashAtChange = changes + n;
    }

    /** The n-th sync of a file from now on fails. */
    void failAtForce(int n) {
        failAtForce = forces + n;
    }

    /**
     * The n-th change of names, or sync of them, from now on fails. Names that could not be synced stay seen, and the
     * next sync that succeeds brings them: a file system that loses a change of its own does not go on.
     */
    void failAtNames(int n) {
        failAtNames = nameChanges + n;
    }

    /** What another process does between this one's listing of the folder and its next opening of a file. */
    void beforeNextOpen(Runnable work) {
        beforeOpen = work;
    }

    /** A folder in this one, on the same disk: it ends with the same crash, its names are synced on their own. */
    Storage folder(String name) {
        return new SimulatedFolder(this, name + "/");
    }

    /** Room for so many bytes more, then the disk is full. */
    void limitBytes(long bytes) {
        bytesLeft = bytes;
    }

    /** From now on a read meets every un-synced write halfway: the file is longer already, the bytes are not there. */
    void keepWritesInFlight() {
        writesInFlight = true;
    }

    /** The power fails: what was not synced survives in part. */
    void losePower() {
        double survives = random.nextInt(5) / 4.0;
        for (NameChange change : unsynced) {
            if (random.nextDouble() < survives) {
                apply(change, onDisk);
            }
        }
        Map<Inode, Inode> after = new HashMap<>();
        Map<String, Inode> names = new TreeMap<>();
        onDisk.forEach((name, inode) ->
                names.put(name, after.computeIfAbsent(inode, before -> afterPowerLoss(before, survives))));
        onDisk = names;
        seen = new TreeMap<>(names);
        unsynced = new ArrayList<>();
        restart();
    }

    /** The process ends and the machine goes on: everything written is still seen, and still not synced. */
    void restart() {
        locked = false;
        crashed = false;
        crashAtChange = -1;
        failAtForce = -1;
        failAtNames = -1;
        bytesLeft = Long.MAX_VALUE;
    }

    private Inode afterPowerLoss(Inode before, double survives) {
        int sector = random.nextBoolean() ? 512 : 1 + random.nextInt(512);
        Inode after = new Inode();
        after.onDisk = before.onDisk;
        for (Write write : before.unsynced) {
            for (int from = 0; from < write.bytes.length; from += sector) {
                if (random.nextDouble() < survives) {
                    int to = Math.min(from + sector, write.bytes.length);
                    after.onDisk = written(after.onDisk, write.at + from, Arrays.copyOfRange(write.bytes, from, to));
                }
            }
        }
        if (before.seen.length > after.onDisk.length && random.nextInt(4) == 0) {
            after.onDisk = Arrays.copyOf(after.onDisk, before.seen.length);
        }
        after.seen = after.onDisk;
        return after;
    }

    private static byte[] written(byte[] file, int at, byte[] bytes) {
        byte[] longer = Arrays.copyOf(file, Math.max(file.length, at + bytes.length));
        System.arraycopy(bytes, 0, longer, at, bytes.length);
        return longer;
    }

    /** Another machine with the same files, all of them synced. */
    SimulatedStorage copy() {
        SimulatedStorage copy = new SimulatedStorage(random.nextLong());
        seen.forEach((name, inode) -> copy.put(name, inode.seen));
        return copy;
    }

    /** Puts a file of these bytes on the disk. */
    void put(String name, byte[] bytes) {
        Inode inode = new Inode();
        inode.onDisk = bytes;
        inode.seen = bytes;
        seen.put(name, inode);
        onDisk.put(name, inode);
    }

    byte[] content(String name) {
        return Objects.requireNonNull(seen.get(name)).seen.clone();
    }

    /** Turns the n-th bit of a file over. */
    void flip(String name, int bit) {
        byte[] bytes = content(name);
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        put(name, bytes);
    }

    private void change(Runnable effect) {
        requireAlive();
        crashed = ++changes == crashAtChange;
        if (!crashed || random.nextBoolean()) {
            effect.run();
        }
        requireAlive();
    }

    private void requireAlive() {
        if (crashed) {
            throw new Crash();
        }
    }

    private void changeName(NameChange change) throws IOException {
        requireNamesMayChange();
        change(() -> {
            apply(change, seen);
            unsynced.add(change);
        });
    }

    private void requireNamesMayChange() throws IOException {
        requireAlive();
        if (++nameChanges == failAtNames) {
            throw new IOException("Input/output error");
        }
    }

    private static void apply(NameChange change, Map<String, Inode> names) {
        names.remove(change.gone);
        if (!change.come.isEmpty()) {
            names.put(change.come, change.inode);
        }
    }

    private Inode existing(String name) throws FileNotFoundException {
        requireAlive();
        Inode inode = seen.get(name);
        if (inode == null) {
            throw new FileNotFoundException("no file " + name);
        }
        return inode;
    }

    @Override
    public Path path() {
        return Path.of("simulated");
    }

    @Override
    public void makeFolder() {
        requireAlive();
    }

    @Override
    public Closeable lock() throws IOException {
        if (locked) {
            throw new JournalLocked(path(), "the simulation");
        }
        locked = true;
        return () -> locked = false;
    }

    @Override
    public List<String> list() {
        return list("");
    }

    List<String> list(String prefix) {
        requireAlive();
        return seen.keySet().stream()
                .filter(name -> isIn(prefix, name))
                .map(name -> name.substring(prefix.length()))
                .toList();
    }

    private static boolean isIn(String prefix, String name) {
        return name.startsWith(prefix) && name.indexOf('/', prefix.length()) < 0;
    }

    @Override
    public StorageFile create(String name) throws IOException {
        Inode inode = new Inode();
        changeName(new NameChange(name, name, inode));
        return new File(inode);
    }

    @Override
    public StorageFile open(String name) throws IOException {
        Runnable work = beforeOpen;
        beforeOpen = () -> {};
        work.run();
        return new File(existing(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        changeName(new NameChange(from, to, existing(from)));
    }

    @Override
    public void delete(String name) throws IOException {
        changeName(new NameChange(name, "", existing(name)));
    }

    @Override
    public void sync() throws IOException {
        sync("");
    }

    void sync(String prefix) throws IOException {
        requireNamesMayChange();
        change(() -> unsynced.removeIf(each -> {
            boolean synced = isIn(prefix, each.gone);
            if (synced) {
                apply(each, onDisk);
            }
            return synced;
        }));
    }

    @Override
    public int salt() {
        return random.nextInt();
    }

    private final class File implements StorageFile {
        private final Inode inode;

        private File(Inode inode) {
            this.inode = inode;
        }

        @Override
        public void write(ByteBuffer from) throws IOException {
            byte[] bytes = new byte[(int) Math.min(from.remaining(), bytesLeft)];
            boolean full = bytes.length < from.remaining();
            from.get(bytes);
            bytesLeft -= bytes.length;
            change(() -> {
                inode.unsynced.add(new Write(inode.seen.length, bytes));
                inode.seen = written(inode.seen, inode.seen.length, bytes);
            });
            if (full) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void read(ByteBuffer into, long position) {
            requireAlive();
            int count = (int) Math.max(0, Math.min(into.remaining(), inode.seen.length - position));
            byte[] bytes = writesInFlight ? withoutUnsynced() : inode.seen;
            into.put(bytes, Math.min((int) position, bytes.length), count);
        }

        private byte[] withoutUnsynced() {
            byte[] bytes = inode.seen.clone();
            for (Write write : inode.unsynced) {
                Arrays.fill(bytes, write.at, write.at + write.bytes.length, (byte) 0);
            }
            return bytes;
        }

        @Override
        public long size() {
            requireAlive();
            return inode.seen.length;
        }

        @Override
        public void force() throws IOException {
            boolean fails = ++forces == failAtForce;
            change(() -> {
                for (Write write : inode.unsynced) {
                    if (!fails || random.nextBoolean()) {
                        inode.onDisk = written(inode.onDisk, write.at, write.bytes);
                    }
                }
                inode.unsynced.clear();
            });
            if (fails) {
                throw new IOException("Input/output error");
            }
        }

        @Override
        public void close() {
            // nothing to let go of
        }
    }
}
