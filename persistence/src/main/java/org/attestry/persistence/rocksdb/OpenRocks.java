package org.attestry.persistence.rocksdb;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * A RocksDB of our families and format, opened so that damage is an error and never a loss.
 *
 * <p>A log record that is cut short at the very end was never acknowledged and is dropped; anything else wrong in the log refuses the
 * folder (RocksDB's default would silently drop all that follows, acknowledged or not).
 */
final class OpenRocks implements AutoCloseable {
    static {
        RocksDB.loadLibrary();
    }

    /** Where the database lies in the store's folder. */
    static final String FOLDER = "db";

    private static final int FORMAT = 3;
    private static final long MIB = 1 << 20;
    private static final long KEPT_WITH_ITS_KEY = 256;
    private static final double FILTER_SHARE = 0.02;

    /** Bits of a file's filter for each of its rows: of a thousand files that do not have a row one is read in vain. */
    private static final double FILTER_BITS = 16;

    /** Filters tell which of so many new files a row is in; each merge of fewer would write all rows of the next level again. */
    private static final int NEW_FILES = 8;

    private final List<AbstractNativeReference> owned = new ArrayList<>();
    private final List<ColumnFamilyHandle> handles = new ArrayList<>();
    private final Map<Family, ColumnFamilyHandle> byFamily = new EnumMap<>(Family.class);
    private final WriteOptions synced = own(new WriteOptions().setSync(true));
    private final WriteOptions unsynced = own(new WriteOptions().setSync(false));
    private final RocksDB db;

    private OpenRocks(Path folder, long cacheOctets, boolean readOnly) throws RocksDBException {
        var path = folder.resolve(FOLDER);
        boolean fresh = !StoreFolder.hasJournal(folder);
        try {
            if (!fresh) refuseUnknownFamilies(folder, path);
            var descriptors = descriptors(own(new LRUCache(cacheOctets)));
            db = readOnly
                    ? RocksDB.openReadOnly(options(), path.toString(), descriptors, handles)
                    : RocksDB.open(options(), path.toString(), descriptors, handles);
        } catch (RuntimeException | RocksDBException e) {
            closeOwned();
            throw e;
        }
        var rest = handles.iterator();
        rest.next(); // RocksDB's own default family, which stays empty
        for (var family : Family.values()) byFamily.put(family, rest.next());
        try {
            boolean marked = formatIsMarked(folder, fresh);
            if (!marked && !readOnly) markFormat();
        } catch (RuntimeException | RocksDBException e) {
            close();
            throw e;
        }
    }

    /**
     * The database in {@code folder}, made if there is none.
     *
     * @throws StoreRefused if a newer release wrote it, or it is damaged
     */
    static OpenRocks readWrite(Path folder, long cacheOctets) {
        return open(folder, cacheOctets, false);
    }

    /** As {@link #readWrite}, but the folder stays as it is. */
    static OpenRocks readOnly(Path folder, long cacheOctets) {
        if (!StoreFolder.hasJournal(folder)) {
            throw new StoreRefused(
                    StoreRefused.Why.ABSENT,
                    "There is no journal in " + folder + ": name the data folder of a service.",
                    null);
        }
        return open(folder, cacheOctets, true);
    }

    /**
     * Refuses what {@link #readWrite} would refuse, and leaves the folder as it is: whoever opens it for writing has changed it before
     * he knows. Families that are not there yet, where a first start was cut short, are made by that and no reason to refuse.
     */
    static void look(Path folder, long cacheOctets) {
        if (!StoreFolder.hasJournal(folder)) return;
        try {
            new OpenRocks(folder, cacheOctets, true).close();
        } catch (RocksDBException e) {
            if (!lacksFamilies(e)) throw damaged(folder, String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean lacksFamilies(RocksDBException e) {
        return e.getStatus() != null && e.getStatus().getCode() == Status.Code.InvalidArgument;
    }

    private static OpenRocks open(Path folder, long cacheOctets, boolean readOnly) {
        try {
            return new OpenRocks(folder, cacheOctets, readOnly);
        } catch (RocksDBException e) {
            throw damaged(folder, String.valueOf(e.getMessage()), e);
        }
    }

    RocksDB db() {
        return db;
    }

    ColumnFamilyHandle handle(Family family) {
        return Objects.requireNonNull(byFamily.get(family));
    }

    void write(WriteBatch batch, boolean sync) throws RocksDBException {
        db.write(sync ? synced : unsynced, batch);
    }

    private DBOptions options() {
        var more = new Properties();
        more.setProperty("track_and_verify_wals_in_manifest", "true");
        return own(DBOptions.getDBOptionsFromProps(more))
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setParanoidChecks(true)
                .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
                // A synced write brings out what is buffered before it; an unsynced one promises nothing until then.
                .setManualWalFlush(true)
                .setMaxTotalWalSize(256 * MIB)
                .setDbWriteBufferSize(128 * MIB)
                .setMaxBackgroundJobs(2)
                .setKeepLogFileNum(4)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL);
    }

    private List<ColumnFamilyDescriptor> descriptors(LRUCache cache) {
        var table = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setFilterPolicy(own(new BloomFilter(FILTER_BITS)))
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true);
        var descriptors = new ArrayList<ColumnFamilyDescriptor>();
        descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, options(table)));
        for (var family : Family.values()) {
            var options = family == Family.CONTENT ? apart(options(table)) : options(table);
            descriptors.add(new ColumnFamilyDescriptor(family.octets(), options));
        }
        return descriptors;
    }

    /** A fence is mostly looked for in vain: filters answer that without a search, in memory too. */
    private ColumnFamilyOptions options(BlockBasedTableConfig table) {
        return own(new ColumnFamilyOptions())
                .setTableFormatConfig(table)
                .setMemtableWholeKeyFiltering(true)
                .setLevel0FileNumCompactionTrigger(NEW_FILES)
                .setMemtablePrefixBloomSizeRatio(FILTER_SHARE)
                .setParanoidFileChecks(true)
                .setForceConsistencyChecks(true);
    }

    /** Values in files of their own, which compaction leaves alone: keys that are digests would have it write every value many times over. */
    private static ColumnFamilyOptions apart(ColumnFamilyOptions options) {
        return options.setEnableBlobFiles(true)
                .setMinBlobSize(KEPT_WITH_ITS_KEY)
                .setBlobCompressionType(CompressionType.LZ4_COMPRESSION);
    }

    private static void refuseUnknownFamilies(Path folder, Path path) throws RocksDBException {
        try (var options = new Options()) {
            var known = Arrays.stream(Family.values()).map(Family::durableName).collect(Collectors.toSet());
            known.add(new String(RocksDB.DEFAULT_COLUMN_FAMILY, StandardCharsets.UTF_8));
            var found = RocksDB.listColumnFamilies(options, path.toString()).stream()
                    .map(name -> new String(name, StandardCharsets.UTF_8))
                    .collect(Collectors.toSet());
            if (!known.containsAll(found)) throw newer(folder, found + "");
            // the last that a first start makes: whoever has it and not all has been there longer than some of them
            if (found.contains(Family.META.durableName()) && !found.containsAll(known)) throw older(folder, "1");
        }
    }

    private boolean formatIsMarked(Path folder, boolean fresh) throws RocksDBException {
        byte @Nullable [] stored = db.get(handle(Family.META), Keys.FORMAT);
        if (stored == null) {
            if (!fresh && !empty()) throw damaged(folder, "its format is not there", null);
            return false;
        }
        var text = new String(stored, StandardCharsets.UTF_8);
        if (!text.matches("[1-9][0-9]{0,8}")) throw damaged(folder, "its format reads " + text, null);
        if (Integer.parseInt(text) > FORMAT) throw newer(folder, "format " + text);
        if (Integer.parseInt(text) < FORMAT) throw older(folder, text);
        return true;
    }

    private void markFormat() throws RocksDBException {
        db.put(handle(Family.META), synced, Keys.FORMAT, (FORMAT + "").getBytes(StandardCharsets.UTF_8));
    }

    private boolean empty() {
        return handles.stream().allMatch(handle -> {
            try (var iterator = db.newIterator(handle)) {
                iterator.seekToFirst();
                return !iterator.isValid();
            }
        });
    }

    private static StoreRefused newer(Path folder, String what) {
        return new StoreRefused(
                StoreRefused.Why.NEWER_FORMAT,
                "The data folder " + folder + " was written by a newer release (" + what + ", this one knows format "
                        + FORMAT + "): run that release, or name another folder.",
                null);
    }

    private static StoreRefused older(Path folder, String format) {
        return new StoreRefused(
                StoreRefused.Why.OLDER_FORMAT,
                "The data folder " + folder + " was written before the first release (format " + format
                        + ", this one knows format " + FORMAT + "), which no release reads: name another folder.",
                null);
    }

    static StoreRefused damaged(Path folder, String what, @Nullable Throwable cause) {
        return new StoreRefused(
                StoreRefused.Why.DAMAGED,
                "The journal in " + folder + " cannot be opened without losing what was acknowledged (" + what
                        + "): check the disk, keep the folder as it is, and restore a backup into another one.",
                cause);
    }

    private <T extends AbstractNativeReference> T own(T object) {
        owned.add(object);
        return object;
    }

    @Override
    public void close() {
        db.cancelAllBackgroundWork(true);
        for (var handle : handles) handle.close();
        db.close();
        closeOwned();
    }

    private void closeOwned() {
        for (var object : owned.reversed()) object.close();
    }
}
