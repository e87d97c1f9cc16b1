"""The editor on a clerk's own machine: a meeting's file as a form, checked as ``phonghop check`` does, saved by patches.

``forms`` makes forms from the model; ``desk`` holds what is being edited;
``publishing`` commits; ``server`` answers this browser alone.
"""
