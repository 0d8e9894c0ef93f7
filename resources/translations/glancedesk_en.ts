<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
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
