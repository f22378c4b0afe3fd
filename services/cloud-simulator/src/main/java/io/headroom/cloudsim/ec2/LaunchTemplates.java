package io.headroom.cloudsim.ec2;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.headroom.cloudsim.journal.Journal;

/// Launch templates: parameters that purchases refer to. One version each.
@Singleton
class LaunchTemplates {

    private static final String JOURNAL = "launch-template";

    /// @param values the parameters, as RunInstances takes them
    record Template(String id, String name, Map<String, String> values) {
        Form form() {
            return new Form(values);
        }
    }

    private final Journal journal;
    private final Map<String, Template> byId;

    LaunchTemplates(Journal journal) {
        this.journal = journal;
        this.byId = new LinkedHashMap<>(journal.take(JOURNAL, Template.class));
    }

    synchronized Template create(Form form) {
        String name = form.required("LaunchTemplateName");
        Map<String, String> values = form.under("LaunchTemplateData.").values();
        Optional<Template> same =
                byId.values().stream().filter(t -> t.name().equals(name)).findFirst();
        if (same.isPresent()) {
            if (form.get("ClientToken").isPresent() && same.get().values().equals(values)) {
                return same.get();
            }
            throw Ec2Error.bad(
                    "InvalidLaunchTemplateName.AlreadyExistsException",
                    "Launch template name already in use.");
        }
        var template = new Template(Ids.fresh("lt-"), name, values);
        journal.put(JOURNAL, template.id(), template);
        byId.put(template.id(), template);
        return template;
    }

    synchronized List<Template> describe(Form form) {
        List<String> ids = form.list("LaunchTemplateId");
        List<String> names = form.list("LaunchTemplateName");
        ids.forEach(id -> find(new Form(Map.of("LaunchTemplateId", id))));
        names.forEach(name -> find(new Form(Map.of("LaunchTemplateName", name))));
        return byId.values().stream()
                .filter(t -> ids.isEmpty() || ids.contains(t.id()))
                .filter(t -> names.isEmpty() || names.contains(t.name()))
                .toList();
    }

    synchronized Template delete(Form form) {
        Template template = find(form);
        journal.remove(JOURNAL, template.id());
        byId.remove(template.id());
        return template;
    }

    /// The template that a form names by id or name.
    synchronized Template find(Form form) {
        Optional<String> id = form.get("LaunchTemplateId");
        Optional<String> name = form.get("LaunchTemplateName");
        return byId.values().stream()
                .filter(
                        t ->
                                id.isPresent()
                                        ? t.id().equals(id.get())
                                        : name.isPresent() && t.name().equals(name.get()))
                .findFirst()
                .orElseThrow(
                        () ->
                                Ec2Error.bad(
                                        id.isPresent()
                                                ? "InvalidLaunchTemplateId.NotFound"
                                                : "InvalidLaunchTemplateName.NotFoundException",
                                        "The specified launch template does not exist."));
    }

    /// The call's parameters over those of the template that it names, if it names one.
    Form under(Form form) {
        Form reference = form.under("LaunchTemplate.");
        return reference.values().isEmpty() ? form : form.over(find(reference).form());
    }
}
