<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>AuditCommand</name>
    <message numerus="yes">
        <source>%n record(s), none broken.</source>
        <translation>
            <numerusform>%n record, none broken.</numerusform>
            <numerusform>%n records, none broken.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message numerus="yes">
        <source>%n picture(s) could not be read and are missing.</source>
        <translation>
            <numerusform>%n picture could not be read and is missing.</numerusform>
            <numerusform>%n pictures could not be read and are missing.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>app::ChatService</name>
    <message numerus="yes">
        <source>%n message(s) of this conversation are damaged and left out.</source>
        <translation>
            <numerusform>%n message of this conversation is damaged and left out.</numerusform>
            <numerusform>%n messages of this conversation are damaged and left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::Attachments</name>
    <message numerus="yes">
        <source>A question takes at most %n picture(s): remove one first.</source>
        <translation>
            <numerusform>A question takes at most %n picture: remove one first.</numerusform>
            <numerusform>A question takes at most %n pictures: remove one first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ConversationDesk</name>
    <message numerus="yes">
        <source>%n conversation(s) moved to the trash; kept there for 30 days.</source>
        <translation>
            <numerusform>%n conversation moved to the trash; kept there for 30 days.</numerusform>
            <numerusform>%n conversations moved to the trash; kept there for 30 days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) could not be read and are missing.</source>
        <translation>
            <numerusform>%n picture could not be read and is missing.</numerusform>
            <numerusform>%n pictures could not be read and are missing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Export %n conversation(s)</source>
        <translation>
            <numerusform>Export %n conversation</numerusform>
            <numerusform>Export %n conversations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::DropOverlay</name>
    <message numerus="yes">
        <source>Drop to attach %n picture(s)</source>
        <translation>
            <numerusform>Drop to attach %n picture</numerusform>
            <numerusform>Drop to attach %n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::SidebarMenu</name>
    <message numerus="yes">
        <source>Delete %n conversation(s) with the pictures for good?</source>
        <translation>
            <numerusform>Delete %n conversation with its pictures for good?</numerusform>
            <numerusform>Delete %n conversations with their pictures for good?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::StateText</name>
    <message numerus="yes">
        <source>%1 (with %n picture(s))</source>
        <translation>
            <numerusform>%1 (with %n picture)</numerusform>
            <numerusform>%1 (with %n pictures)</numerusform>
        </translation>
    </message>
</context>
</TS>
