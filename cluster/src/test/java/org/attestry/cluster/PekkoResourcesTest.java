package org.attestry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import org.apache.pekko.actor.ActorSystem;
import org.junit.jupiter.api.Test;

class PekkoResourcesTest {
    private final ClassLoader classPath = getClass().getClassLoader();
    private final PekkoResources seen = new PekkoResources(classPath);

    @Test
    void configuration_files_are_read_by_us_and_by_nobody_else() throws IOException {
        assertThat(all(classPath, "reference.conf")).isNotEmpty();
        assertThat(all(seen, "reference.conf")).isEmpty();
    }

    @Test
    void of_manifests_there_are_pekkos_whose_versions_have_to_agree() throws IOException {
        var manifests = all(seen, "META-INF/MANIFEST.MF");

        assertThat(manifests).allMatch(manifest -> manifest.getPath().contains("/pekko-"));
        assertThat(manifests).anyMatch(manifest -> manifest.getPath().contains("/pekko-actor_"));
        assertThat(manifests).anyMatch(manifest -> manifest.getPath().contains("/pekko-cluster_"));
    }

    @Test
    void classes_and_all_other_resources_are_those_of_the_class_path() throws Exception {
        assertThat(seen.loadClass(ActorSystem.class.getName())).isSameAs(ActorSystem.class);
        assertThat(seen.getResource("attestry-pekko.conf")).isEqualTo(classPath.getResource("attestry-pekko.conf"));
    }

    private static List<URL> all(ClassLoader loader, String name) throws IOException {
        return Collections.list(loader.getResources(name));
    }
}
