package org.geocontext.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.geocontext.catalogue.Entries.WMS;
import static org.geocontext.catalogue.Entries.document;
import static org.geocontext.catalogue.Entries.read;
import static org.geocontext.catalogue.Entries.with;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VisibilityTest {

    private static final Caller STAFF = new Caller("ann", Set.of("staff"), false);

    /** Services a to d; a and b are in staff's collection, b also in a public one, c in none, d for staff alone. */
    private static final Catalogue CATALOGUE = read(document(
                    List.of(
                            with(WMS, "\"key\": \"a\", \"name\": \"A\", \"layer_typename\": \"a\""),
                            with(WMS, "\"key\": \"b\", \"name\": \"B\", \"layer_typename\": \"b\""),
                            with(WMS, "\"key\": \"c\", \"name\": \"C\", \"layer_typename\": \"c\""),
                            with(
                                    WMS,
                                    "\"key\": \"d\", \"name\": \"D\", \"layer_typename\": \"d\","
                                            + " \"permission_groups\": [\"staff\"]")),
                    """
                    {"key": "held", "name": "Held", "service_keys": ["a", "b"]},
                    {"key": "shared", "name": "Shared", "service_keys": ["b", "d"]},
                    {"key": "own", "name": "Own", "service_keys": ["c"], "permission_groups": ["staff", "guests"]}""",
                    """
                    {"key": "hidden", "name": "Hidden", "group_keys": ["held", "shared"], "permission_groups": ["staff"]},
                    {"key": "open", "name": "Open", "group_keys": ["shared", "own"]}"""))
            .catalogue();

    @Test
    void aQueryByGroupDoesNotSeeWhatACollectionsRolesHide() {
        Catalogue visible = Visibility.visibleTo(Caller.ANONYMOUS, CATALOGUE);

        assertThat(visible.findCollection("hidden")).isEmpty();
        assertThat(visible.findGroup("held")).isEmpty();
    }

    @Test
    void aQueryByServiceDoesNotSeeWhatACollectionsRolesHide() {
        assertThat(Visibility.visibleTo(Caller.ANONYMOUS, CATALOGUE).findService("a"))
                .isEmpty();
    }

    @Test
    void whatIsAlsoInAPublicCollectionStaysVisible() {
        Catalogue visible = Visibility.visibleTo(Caller.ANONYMOUS, CATALOGUE);

        assertThat(visible.findGroup("shared")).isPresent();
        assertThat(visible.findService("b")).isPresent();
    }

    @Test
    void aGroupsRolesHideItsServicesToo() {
        Catalogue visible = Visibility.visibleTo(Caller.ANONYMOUS, CATALOGUE);

        assertThat(visible.findGroup("own")).isEmpty();
        assertThat(visible.findService("c")).isEmpty();
        assertThat(visible.findCollection("open"))
                .hasValueSatisfying(open -> assertThat(open.groupKeys()).containsExactly("shared"));
    }

    @Test
    void aServicesOwnRolesTakeItOutOfAVisibleGroup() {
        Catalogue visible = Visibility.visibleTo(Caller.ANONYMOUS, CATALOGUE);

        assertThat(visible.findService("d")).isEmpty();
        assertThat(visible.findGroup("shared"))
                .hasValueSatisfying(shared -> assertThat(shared.serviceKeys()).containsExactly("b"));
    }

    @Test
    void hiddenMembersAreNotInTheEntryAsItStandsInTheFile() {
        Catalogue visible = Visibility.visibleTo(Caller.ANONYMOUS, CATALOGUE);

        assertThat(visible.findGroup("shared").orElseThrow().raw()).containsEntry("service_keys", List.of("b"));
        assertThat(visible.findCollection("open").orElseThrow().raw()).containsEntry("group_keys", List.of("shared"));
    }

    @Test
    void anyOneOfTheRolesIsEnough() {
        Caller guest = new Caller(null, Set.of("guests"), false);

        assertThat(Visibility.visibleTo(guest, CATALOGUE).findService("c")).isPresent();
        assertThat(Visibility.visibleTo(guest, CATALOGUE).findService("a")).isEmpty();
    }

    @Test
    void staffSeeEverythingThatTheirRoleOpens() {
        Catalogue visible = Visibility.visibleTo(STAFF, CATALOGUE);

        assertThat(visible.services()).extracting(ServiceDefinition::key).containsExactly("a", "b", "c", "d");
        assertThat(visible.collections()).hasSize(2);
    }

    @Test
    void anAdministratorSeesTheCatalogueItself() {
        assertThat(Visibility.visibleTo(Caller.ADMINISTRATOR, CATALOGUE)).isSameAs(CATALOGUE);
    }

    @Test
    void rolesAreComparedExactly() {
        Caller almost = new Caller("bob", Set.of("Staff", "staf"), false);

        assertThat(Visibility.visibleTo(almost, CATALOGUE).findService("a")).isEmpty();
    }

    @Test
    void hiddenKeysAreNotSuggested() {
        Catalogue visible = Visibility.visibleTo(Caller.ANONYMOUS, CATALOGUE);
        List<String> keys = visible.groups().stream().map(GroupDefinition::key).toList();

        assertThat(KeySuggestions.closest("helt", keys)).containsExactly("shared");
    }
}
